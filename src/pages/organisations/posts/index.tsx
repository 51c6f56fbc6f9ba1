import { View } from '@tarojs/components'

export default function OrganisationsPostsPage() {
  return <View>职务</View>
}
