export default definePageConfig({ navigationBarTitleText: '工作交接清单', enablePullDownRefresh: true })
