export default definePageConfig({ navigationBarTitleText: '填报任务', enablePullDownRefresh: true })
