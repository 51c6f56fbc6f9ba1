import { View } from '@tarojs/components'

export default function ActivitiesScreenPage() {
  return <View>现场签到码</View>
}
