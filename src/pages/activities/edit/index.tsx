import { View } from '@tarojs/components'

export default function ActivitiesEditPage() {
  return <View>组织活动</View>
}
