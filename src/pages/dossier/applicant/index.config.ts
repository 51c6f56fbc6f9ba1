export default definePageConfig({ navigationBarTitleText: '申请人档案', enablePullDownRefresh: true })
