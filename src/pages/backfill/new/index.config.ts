export default definePageConfig({ navigationBarTitleText: '上传一张来表' })
