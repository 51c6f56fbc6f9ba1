import { View } from '@tarojs/components'

export default function RosterImportDetailPage() {
  return <View>导入结果</View>
}
