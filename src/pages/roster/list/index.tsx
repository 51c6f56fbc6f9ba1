import { View } from '@tarojs/components'

export default function RosterListPage() {
  return <View>花名册</View>
}
