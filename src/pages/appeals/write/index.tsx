import { View } from '@tarojs/components'

export default function AppealsWritePage() {
  return <View>写意见</View>
}
