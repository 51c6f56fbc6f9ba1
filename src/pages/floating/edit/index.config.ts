export default definePageConfig({ navigationBarTitleText: '登记外出' })
