export default definePageConfig({ navigationBarTitleText: '录入票数', enablePullDownRefresh: true })
