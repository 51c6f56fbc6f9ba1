import { View } from '@tarojs/components'

export default function AboutHelpPage() {
  return <View>使用帮助</View>
}
