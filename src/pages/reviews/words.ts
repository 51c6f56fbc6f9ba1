/** What is said of a review once it is published. Pure. */
import { deciders, grades, type Grade } from '../../../types/contracts/codes'
import type { Review } from '../../../types/contracts/reviews'
import { dayText } from '../../services/dates'

type Summary = NonNullable<Review['summary']>

/** 党员互评12/17人，软件2301班24/30人. */
export const turnoutOf = ({ turnout }: Summary): string => turnout.map(({ name, ballots, entitled }) => `${name}${ballots}/${entitled}人`).join('，')

/** 优秀2人，合格9人; of so few that it would tell who, only that it is not said. */
export function gradesOf({ byGrade, graded }: Summary): string {
  if (!byGrade) return `评定${graded}人，人数少，不公布各等次有几人`
  const given = (Object.keys(grades) as Grade[]).filter((grade) => (byGrade[grade] ?? 0) > 0)
  return `评定${graded}人：${given.map((grade) => `${grades[grade]}${byGrade[grade]}人`).join('，')}`
}

/** 支委会已于2026年12月20日评定. */
export const decidedText = ({ decidedOn, decidedBy }: Pick<Review, 'decidedOn' | 'decidedBy'>): string => `${deciders[decidedBy]}已${decidedOn ? `于${dayText(decidedOn)}` : ''}评定`

/** What is sent to the group chat: numbers, and nobody's name. */
export const groupText = (review: Pick<Review, 'organisationName' | 'title' | 'decidedOn' | 'decidedBy'>, summary: Summary): string =>
  [`${review.organisationName}“${review.title}”，${decidedText(review)}。`, `参加情况：${turnoutOf(summary)}。`, `${gradesOf(summary)}。`, '每位同志的等次，只有本人能看到，请打开小程序“支部”查看。'].join('\n')

/** 2026年12月28日由“合格”更正为“基本合格”。依据：…。原因：…. */
export const correctionText = ({ from, to, on, document, reason }: Review['mine']['corrections'][number]): string => `${dayText(on)}由“${grades[from]}”更正为“${grades[to]}”。依据：${document}。原因：${reason}`
