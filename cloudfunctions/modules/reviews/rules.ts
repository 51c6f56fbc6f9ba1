/** Who may do what with a review, and when. Pure. */
import { grades, reviewStates, type Grade, type ReviewState } from '../../../types/contracts/codes'
import type { Refusal } from '../../../types/contracts/errors'
import type { Review, Tally } from '../../platform/documents'
import { excellentAtMost, reviewRules } from '../../regulations/review-rules'

/** What each act needs the review to be. */
const from = {
  change: ['draft'], open: ['draft', 'open'], pause: ['open'], resume: ['paused'], close: ['open', 'paused', 'closed'], redo: ['open', 'paused', 'closed'],
  grade: ['closed'], publish: ['closed', 'published'], show: ['open'], seeResult: ['closed', 'published'], writeSummary: ['draft', 'open', 'paused'],
} satisfies Record<string, ReviewState[]>
export type Act = keyof typeof from

/** Whether a review stands where an act can be done. */
export const whyNotNow = (review: Pick<Review, 'state'>, act: Act): Refusal | null =>
  ((from[act] as ReviewState[]).includes(review.state) ? null : { code: 'reviewState', detail: { state: reviewStates[review.state] } })

/** Whether a review can be opened: somebody to be rated, and somebody to vote in every group. */
export function whyCannotOpen(review: Pick<Review, 'state' | 'people' | 'groups'>): Refusal | null {
  const state = whyNotNow(review, 'open')
  if (state || review.state === 'open') return state
  if (!review.people.some(({ graded }) => graded)) return { code: 'reviewNoPeople' }
  const empty = review.groups.find(({ entry, entitled }) => entry !== 'roster' && entitled === 0)
  return empty ? { code: 'reviewNoVoters', detail: { group: empty.name } } : null
}

/** Counts for one person in one group, or null where so few have voted that it would tell who said what. */
export function shownCounts(tally: Tally | null, group: string, memberId: string): { ballots: number; counts: Record<string, number> | null } {
  const answers = tally?.[group]?.answers[memberId]
  const ballots = tally?.[group]?.ballots ?? 0
  return { ballots, counts: answers && ballots >= reviewRules.shownFrom.value ? answers : null }
}

/** The grade that most voters of all groups gave; null where none leads or nothing may be shown. */
export function leadingGrade(counts: (Record<string, number> | null)[]): Grade | null {
  const sums = (Object.keys(grades) as Grade[]).map(grade => ({ grade, n: counts.reduce((sum, group) => sum + (group?.[grade] ?? 0), 0) })).sort((a, b) => b.n - a.n)
  return sums[0]!.n > (sums[1]?.n ?? 0) ? sums[0]!.grade : null
}

/** Whether a grade may be entered: for a full member, within the cap on 优秀, with a reason where it departs from the ballots (看票不唯票). */
export function whyCannotGrade(facts: { review: Pick<Review, 'state' | 'people' | 'grades' | 'fullMembers'>; memberId: string; grade: Grade; reason: string; leading: Grade | null }): Refusal | null {
  const { review, memberId, grade, reason, leading } = facts
  const state = whyNotNow(review, 'grade')
  if (state) return state
  const person = review.people.find(one => one.memberId === memberId)
  if (!person) return { code: 'notFound' }
  if (!person.graded) return { code: 'reviewNotGraded', detail: { name: person.name } }
  const { regulation, article } = reviewRules.excellent
  const most = excellentAtMost(review.fullMembers)
  const others = Object.entries(review.grades).filter(([key, given]) => key !== memberId && given.grade === 'excellent').length
  if (grade === 'excellent' && others >= most) return { code: 'reviewExcellentFull', detail: { most, base: review.fullMembers, basis: `${regulation}${article}` } }
  return leading !== null && leading !== grade && reason === '' ? { code: 'reviewGradeReason' } : null
}

/** Whether the result may be published: everybody who is graded has a grade. */
export function whyCannotPublish(review: Pick<Review, 'state' | 'people' | 'grades'>): Refusal | null {
  const state = whyNotNow(review, 'publish')
  if (state || review.state === 'published') return state
  const missing = review.people.filter(({ memberId, graded }) => graded && !review.grades[memberId]).length
  return missing > 0 ? { code: 'reviewGradesMissing', detail: { n: missing } } : null
}
