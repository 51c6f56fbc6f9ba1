export default definePageConfig({ navigationBarTitleText: '工作交接', enablePullDownRefresh: true })
