export default definePageConfig({ navigationBarTitleText: '表决设置', enablePullDownRefresh: true })
