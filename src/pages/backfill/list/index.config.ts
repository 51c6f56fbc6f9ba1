export default definePageConfig({ navigationBarTitleText: '来表回填', enablePullDownRefresh: true })
