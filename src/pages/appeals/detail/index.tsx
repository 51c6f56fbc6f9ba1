import { View } from '@tarojs/components'

export default function AppealsDetailPage() {
  return <View>意见诉求</View>
}
