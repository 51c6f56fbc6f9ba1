export default definePageConfig({ navigationBarTitleText: '毕业去向', enablePullDownRefresh: true })
