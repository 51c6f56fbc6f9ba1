export default definePageConfig({ navigationBarTitleText: '创建党组织' })
