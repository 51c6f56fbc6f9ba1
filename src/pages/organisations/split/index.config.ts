export default definePageConfig({ navigationBarTitleText: '分设支部' })
