export default definePageConfig({ navigationBarTitleText: '登记变化' })
