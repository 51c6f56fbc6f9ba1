export default definePageConfig({ navigationBarTitleText: '发一张表' })
