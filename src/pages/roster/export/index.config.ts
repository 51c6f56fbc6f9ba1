export default definePageConfig({ navigationBarTitleText: '导出花名册', enablePullDownRefresh: true })
