export default definePageConfig({ navigationBarTitleText: '登记流入党员' })
