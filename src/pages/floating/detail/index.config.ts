export default definePageConfig({ navigationBarTitleText: '流动和双报到', enablePullDownRefresh: true })
