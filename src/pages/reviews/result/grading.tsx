import { Text, View } from '@tarojs/components'
import type { Review } from '../../../../types/contracts/reviews'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Progress } from '../../../components/progress'
import { capText, overText, type ResultOut } from './words'
import css from '../../../styles/ballots.module.scss'

interface Props { review: Review; result: ResultOut; onMany: () => void; onNext: () => void; onSettings: () => void; onReason: () => void }

/** How far the grading is, how many may be 优秀, and the two ways to go on. */
export function Grading({ review, result, onMany, onNext, onSettings, onReason }: Props) {
  const { graded, waiting, excellentReason } = result
  const over = overText(result, review.excellentShare)
  const { can } = review
  return (
    <Card title="评定等次" {...(can.adjust ? { aside: <Button text="统计设置" kind="quiet" small onTap={onSettings} /> } : {})}>
      <Progress done={graded - waiting} total={graded} text={waiting > 0 ? `已评定${graded - waiting}/${graded}位` : `${graded}位都已评定`} />
      <Text className={css.promise}>{capText(result, review.excellentShare)}</Text>
      {over ? <Text className={css.promise}>{over}</Text> : null}
      {over && excellentReason ? <Text className={css.promise}>理由：{excellentReason}</Text> : null}
      {over && can.adjust ? <View className={css.above}><Button text={excellentReason ? '改理由' : '写明理由'} kind="plain" onTap={onReason} /></View> : null}
      {can.grade ? (
        <View className={css.pair}>
          <Button text="批量评定" kind={waiting > 0 ? 'primary' : 'plain'} onTap={onMany} />
          {waiting > 0 ? <Button text="逐位评定" kind="plain" onTap={onNext} /> : null}
        </View>
      ) : null}
    </Card>
  )
}
