/** Grading many at once: from who is 优秀 follows everybody else, but for whom one has to speak of. Pure. */
import type { InputOf, OutputOf } from '../../../../types/contracts'
import { grades, type Grade } from '../../../../types/contracts/codes'

export type Advice = OutputOf<'reviews.advice'>
type Advised = Advice['people'][number]
export type Grades = InputOf<'reviews.gradeMany'>['grades']

/** The usual reason of those for whom the share has no room. */
export const NO_ROOM = '优秀名额所限'

/** 建议 first, then those who are level at the edge, then everybody else; each part as the roster has it, so that it is no ranking. */
export function inOrder(people: readonly Advised[]): Advised[] {
  const place = ({ suggestion }: Advised): number => (suggestion === 'excellent' ? 0 : suggestion === 'tied' ? 1 : 2)
  return [...people].sort((a, b) => place(a) - place(b))
}

/** Who is ticked at first: as it was decided before; where nobody is 优秀 yet, as it is suggested. */
export function tickedFirst({ people }: Advice): string[] {
  const given = people.filter(({ grade }) => grade === 'excellent')
  return (given.length > 0 ? given : people.filter(({ suggestion }) => suggestion === 'excellent')).map(({ memberId }) => memberId)
}

/** What is said of a person while one ticks: 建议优秀；票数最多的是优秀. */
export function hintOf({ suggestion, leading, grade }: Advised): string {
  const says = suggestion === 'excellent' ? '建议优秀' : suggestion === 'tied' ? '并列，名额不够，请研究' : leading ? `票数最多的是${grades[leading]}` : ''
  return [says, grade ? `已定${grades[grade]}` : ''].filter(Boolean).join('，')
}

export interface Plan {
  /** Whose grade changes, without reasons. */
  excellent: Advised[]
  good: Advised[]
  /** Of these the grade departs from what most voted, so that a reason is needed. */
  above: Advised[]
  below: Advised[]
  /** Whom most gave 基本合格 or 不合格, or who has been given it: nothing is done to them here. */
  apart: Advised[]
}

const isLow = (grade: Grade | null): boolean => grade === 'fair' || grade === 'poor'

/** Those ticked are 优秀, everybody else 合格, but for those who are to be spoken of one by one. Whose grade stays is left as it is. */
export function planOf(people: readonly Advised[], ticked: readonly string[]): Plan {
  const on = new Set(ticked)
  const excellent = people.filter(({ memberId, grade }) => on.has(memberId) && grade !== 'excellent')
  const others = people.filter(({ memberId }) => !on.has(memberId))
  const apart = others.filter(({ grade, leading }) => isLow(grade) || (grade !== 'good' && isLow(leading)))
  const good = others.filter((one) => one.grade !== 'good' && !apart.includes(one))
  return { excellent, good, apart, above: excellent.filter(({ leading }) => leading !== null && leading !== 'excellent'), below: good.filter(({ leading }) => leading === 'excellent') }
}

/** What is sent: each with the reason that it needs, and no other. */
export function gradesOf({ excellent, good, above, below }: Plan, reasons: { above: string; below: string }): Grades {
  return [
    ...excellent.map((one) => ({ memberId: one.memberId, grade: 'excellent' as const, was: one.grade, reason: above.includes(one) ? reasons.above : '' })),
    ...good.map((one) => ({ memberId: one.memberId, grade: 'good' as const, was: one.grade, reason: below.includes(one) ? reasons.below : '' })),
  ]
}

/** 甲、乙、丙等5位. */
export function namesOf(people: readonly Pick<Advised, 'name'>[], most = 8): string {
  const names = people.slice(0, most).map(({ name }) => name).join('、')
  return people.length > most ? `${names}等${people.length}位` : names
}
