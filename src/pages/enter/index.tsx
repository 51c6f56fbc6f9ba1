import { View } from '@tarojs/components'

export default function EnterPage() {
  return <View>正在打开</View>
}
