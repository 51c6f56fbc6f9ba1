export default definePageConfig({ navigationBarTitleText: '意见诉求', enablePullDownRefresh: true })
