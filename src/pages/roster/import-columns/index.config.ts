export default definePageConfig({ navigationBarTitleText: '对应各列' })
