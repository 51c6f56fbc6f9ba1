export default definePageConfig({ navigationBarTitleText: '撤销组织' })
