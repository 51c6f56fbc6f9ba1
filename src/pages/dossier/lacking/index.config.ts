export default definePageConfig({ navigationBarTitleText: '材料缺项', enablePullDownRefresh: true })
