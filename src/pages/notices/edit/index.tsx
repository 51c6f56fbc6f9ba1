import { View } from '@tarojs/components'

export default function NoticesEditPage() {
  return <View>发通知</View>
}
