import { View } from '@tarojs/components'

export default function AppealsListPage() {
  return <View>意见诉求</View>
}
