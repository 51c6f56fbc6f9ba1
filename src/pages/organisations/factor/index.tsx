import { View } from '@tarojs/components'

export default function OrganisationsFactorPage() {
  return <View>动态码</View>
}
