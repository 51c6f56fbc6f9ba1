export default definePageConfig({ navigationBarTitleText: '流入党员', enablePullDownRefresh: true })
