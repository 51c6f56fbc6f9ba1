export default definePageConfig({ navigationBarTitleText: '开始交接' })
