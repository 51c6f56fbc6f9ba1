export default definePageConfig({ navigationBarTitleText: '档案材料', enablePullDownRefresh: true })
