import { View } from '@tarojs/components'

export default function OrganisationsTreePage() {
  return <View>下级组织</View>
}
