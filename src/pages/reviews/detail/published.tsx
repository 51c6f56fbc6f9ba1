import { Text, View } from '@tarojs/components'
import { deciders, grades, type Grade } from '../../../../types/contracts/codes'
import type { Review } from '../../../../types/contracts/reviews'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { dayText } from '../../../services/dates'
import { copy } from '../../../services/say'
import css from '../../../styles/ballots.module.scss'

type Summary = NonNullable<Review['summary']>

const turnoutOf = ({ turnout }: Summary): string => turnout.map(({ name, ballots, entitled }) => `${name}${ballots}/${entitled}人`).join('，')
/** 优秀2人，合格9人; of so few that it would tell who, only that it is not said. */
const gradesOf = ({ byGrade, graded }: Summary): string =>
  byGrade ? `评定${graded}人：${(Object.keys(grades) as Grade[]).filter((grade) => (byGrade[grade] ?? 0) > 0).map((grade) => `${grades[grade]}${byGrade[grade]}人`).join('，')}` : `评定${graded}人，人数少，不公布各等次有几人`

/** 支委会已于12月20日评定. */
export const decidedText = ({ decidedOn, decidedBy }: Pick<Review, 'decidedOn' | 'decidedBy'>): string => `${deciders[decidedBy]}已${decidedOn ? `于${dayText(decidedOn)}` : ''}评定`

/** What is sent to the group chat: numbers, and nobody's name. */
export const groupText = (review: Pick<Review, 'organisationName' | 'title' | 'decidedOn' | 'decidedBy'>, summary: Summary): string =>
  [`${review.organisationName}“${review.title}”，${decidedText(review)}。`, `参加情况：${turnoutOf(summary)}。`, `${gradesOf(summary)}。`, '每位同志的等次，只有本人能看到，请打开小程序“支部”查看。'].join('\n')

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

/** 12月28日由“合格”更正为“基本合格”。依据：…。原因：…。 */
export const correctionText = ({ from, to, on, document, reason }: Review['mine']['corrections'][number]): string => `${dayText(on)}由“${grades[from]}”更正为“${grades[to]}”。依据：${document}。原因：${reason}`

/** What the branch publishes to all its members. */
export function Published({ review, summary }: { review: Review; summary: Summary }) {
  return (
    <Card title="评议情况">
      <Text className={css.promise}>{decidedText(review)}</Text>
      <Text className={css.promise}>参加：{turnoutOf(summary)}</Text>
      <Text className={css.promise}>{gradesOf(summary)}</Text>
      {review.can.seeResult ? <View className={css.above}><Button text="复制一段话，发到群里" kind="plain" onTap={() => void copy(groupText(review, summary), '已复制，到群里粘贴')} /></View> : null}
    </Card>
  )
}
