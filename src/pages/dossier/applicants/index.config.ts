export default definePageConfig({ navigationBarTitleText: '入党申请人', enablePullDownRefresh: true })
