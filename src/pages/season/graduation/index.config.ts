export default definePageConfig({ navigationBarTitleText: '毕业离校', enablePullDownRefresh: true })
