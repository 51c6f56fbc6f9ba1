export default definePageConfig({ navigationBarTitleText: '加入卡片' })
