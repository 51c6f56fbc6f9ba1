import { View } from '@tarojs/components'

export default function ChainsPastePage() {
  return <View>粘贴接龙</View>
}
