import { View } from '@tarojs/components'

export default function RosterPersonPage() {
  return <View>党员信息</View>
}
