import { View } from '@tarojs/components'

export default function BranchPage() {
  return <View>支部</View>
}
