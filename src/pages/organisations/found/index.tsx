import { View } from '@tarojs/components'

export default function OrganisationsFoundPage() {
  return <View>创建党组织</View>
}
