export default definePageConfig({ navigationBarTitleText: '查重', enablePullDownRefresh: true })
