import { View } from '@tarojs/components'

export default function NoticesReceiptsPage() {
  return <View>已读情况</View>
}
