export default definePageConfig({ navigationBarTitleText: '评定等次', enablePullDownRefresh: true })
