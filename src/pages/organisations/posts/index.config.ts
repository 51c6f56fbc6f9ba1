export default definePageConfig({ navigationBarTitleText: '职务', enablePullDownRefresh: true })
