import { Text, View } from '@tarojs/components'
import { grades } from '../../../../types/contracts/codes'
import type { Review } from '../../../../types/contracts/reviews'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { copy } from '../../../services/say'
import { correctionText, decidedText, gradesOf, groupText, turnoutOf } from '../words'
import css from '../../../styles/ballots.module.scss'

/** The own grade, with what was corrected after publishing: the first one stays to be seen. */
export function MyGrade({ mine: { grade, corrections } }: { mine: Review['mine'] }) {
  if (!grade) return null
  return (
    <View>
      <Text className={css.promise}>您的评定等次：{grades[grade]}{corrections.length > 0 ? '（更正后）' : ''}</Text>
      {corrections.map((one, n) => <Text key={n} className={css.promise}>{correctionText(one)}</Text>)}
    </View>
  )
}

/** What the branch publishes to all its members. */
export function Published({ review, summary }: { review: Review; summary: NonNullable<Review['summary']> }) {
  return (
    <Card title="评议情况">
      <Text className={css.promise}>{decidedText(review)}</Text>
      <Text className={css.promise}>参加：{turnoutOf(summary)}</Text>
      <Text className={css.promise}>{gradesOf(summary)}</Text>
      {review.can.seeResult ? <View className={css.above}><Button text="复制一段话，发到群里" kind="plain" onTap={() => void copy(groupText(review, summary), '已复制，到群里粘贴')} /></View> : null}
    </Card>
  )
}
