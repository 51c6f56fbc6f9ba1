import { View } from '@tarojs/components'

export default function ActivitiesPeoplePage() {
  return <View>报名与签到</View>
}
