import { View } from '@tarojs/components'

export default function BindingConfirmPage() {
  return <View>确认本人</View>
}
