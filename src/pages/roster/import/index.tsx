import { View } from '@tarojs/components'

export default function RosterImportPage() {
  return <View>导入名册</View>
}
