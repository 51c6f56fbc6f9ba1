import { View } from '@tarojs/components'

export default function RosterEditPage() {
  return <View>编辑信息</View>
}
