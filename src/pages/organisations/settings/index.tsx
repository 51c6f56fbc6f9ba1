import { View } from '@tarojs/components'

export default function OrganisationsSettingsPage() {
  return <View>组织设置</View>
}
