export default definePageConfig({ navigationBarTitleText: '已撤销的组织', enablePullDownRefresh: true })
