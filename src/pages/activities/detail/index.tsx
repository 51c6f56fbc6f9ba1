import { View } from '@tarojs/components'

export default function ActivitiesDetailPage() {
  return <View>活动</View>
}
