import { View } from '@tarojs/components'

export default function AboutPrivacyPage() {
  return <View>隐私说明</View>
}
