export default definePageConfig({ navigationBarTitleText: '合并两条记录', enablePullDownRefresh: true })
