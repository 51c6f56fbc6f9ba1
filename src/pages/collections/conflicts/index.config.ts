export default definePageConfig({ navigationBarTitleText: '汇总前核对', enablePullDownRefresh: true })
