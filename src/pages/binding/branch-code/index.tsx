import { View } from '@tarojs/components'

export default function BindingBranchCodePage() {
  return <View>支部码</View>
}
