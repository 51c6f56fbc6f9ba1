import { View } from '@tarojs/components'

export default function BindingClaimPage() {
  return <View>加入支部</View>
}
