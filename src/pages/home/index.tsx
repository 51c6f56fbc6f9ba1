import { View } from '@tarojs/components'

export default function HomePage() {
  return <View>待办</View>
}
