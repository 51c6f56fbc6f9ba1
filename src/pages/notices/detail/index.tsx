import { View } from '@tarojs/components'

export default function NoticesDetailPage() {
  return <View>通知</View>
}
