export default definePageConfig({ navigationBarTitleText: '已读情况', enablePullDownRefresh: true })
