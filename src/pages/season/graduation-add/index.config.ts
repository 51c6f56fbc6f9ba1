export default definePageConfig({ navigationBarTitleText: '放入名单' })
