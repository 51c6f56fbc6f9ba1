export default definePageConfig({ navigationBarTitleText: '填表', enablePullDownRefresh: true })
