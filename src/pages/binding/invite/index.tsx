import { View } from '@tarojs/components'

export default function BindingInvitePage() {
  return <View>加入卡片</View>
}
