export default definePageConfig({ navigationBarTitleText: '选举书记、副书记', enablePullDownRefresh: true })
