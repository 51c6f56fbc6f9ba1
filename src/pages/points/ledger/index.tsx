import { View } from '@tarojs/components'

export default function PointsLedgerPage() {
  return <View>积分明细</View>
}
