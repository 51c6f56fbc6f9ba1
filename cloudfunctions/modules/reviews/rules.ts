/** Who may do what with a review, and when. Pure. */
import { grades, reviewStates, type ExcellentBase, type Grade, type ReviewState, type Standing } from '../../../types/contracts/codes'
import type { Refusal } from '../../../types/contracts/errors'
import type { Activity, Review } from '../../platform/documents'
import { excellentAtMost, reviewRules } from '../../regulations/review-rules'

/** Whom the cap on 优秀 is reckoned of, as its refusal says it. */
const excellentOf = { fullMembers: '正式党员', reviewed: '这次评定的' } satisfies Record<ExcellentBase, string>

/** What each act needs the review to be. */
const from = {
  change: ['draft'], open: ['draft', 'open'], pause: ['open'], resume: ['paused'], prolong: ['open', 'paused'], close: ['open', 'paused', 'closed'], redo: ['open', 'paused', 'closed'],
  grade: ['closed'], publish: ['closed', 'published'], show: ['open'], seeResult: ['closed', 'published'], writeSummary: ['draft', 'open', 'paused'],
} satisfies Record<string, ReviewState[]>
export type Act = keyof typeof from

/** Whether a review stands where an act can be done. */
export const whyNotNow = (review: Pick<Review, 'state'>, act: Act): Refusal | null =>
  ((from[act] as ReviewState[]).includes(review.state) ? null : { code: 'reviewState', detail: { state: reviewStates[review.state] } })

/** Whether a review can be opened: somebody to be rated, and somebody to vote in every group. */
export function whyCannotOpen(review: Pick<Review, 'state' | 'people' | 'groups' | 'closesAt'>, now: Date): Refusal | null {
  const state = whyNotNow(review, 'open')
  if (state || review.state === 'open') return state
  if (!review.people.some(({ graded }) => graded)) return { code: 'reviewNoPeople' }
  const empty = review.groups.find(({ entry, entitled }) => entry !== 'roster' && entitled === 0)
  if (empty) return { code: 'reviewNoVoters', detail: { group: empty.name } }
  return review.closesAt && review.closesAt <= now ? { code: 'collectionDuePast' } : null
}

/** Whether members may be asked to check in there before they vote: an activity of the same branch that is to take place. */
export const whyNotMeeting = (review: Pick<Review, 'organisationId'>, meeting: Pick<Activity, 'organisationId' | 'calledOffAt'> | null): Refusal | null =>
  (meeting?.organisationId === review.organisationId && meeting.calledOffAt === null ? null : { code: 'reviewMeeting' })

/** Whether its time is over while it has not been closed: no ballot is given out, and who leads has to close it. */
export const isOverdue = (review: Pick<Review, 'state' | 'closesAt'>, now: Date): boolean => whyNotNow(review, 'prolong') === null && review.closesAt !== null && review.closesAt <= now

/** Whether the time of a review may be made longer, to this instant. */
export function whyCannotProlong(review: Pick<Review, 'state' | 'closesAt'>, closesAt: Date, now: Date): Refusal | null {
  const state = whyNotNow(review, 'prolong')
  if (state) return state
  return closesAt <= now ? { code: 'collectionDuePast' } : null
}

/** The grade that most voters gave, of these counts together; null where none leads or nothing may be shown. */
export function leadingGrade(counts: (Record<string, number> | null)[]): Grade | null {
  const sums = (Object.keys(grades) as Grade[]).map(grade => ({ grade, n: counts.reduce((sum, group) => sum + (group?.[grade] ?? 0), 0) })).sort((a, b) => b.n - a.n)
  return sums[0]!.n > (sums[1]?.n ?? 0) ? sums[0]!.grade : null
}

/** Those of a review as the roster has them: full members are graded unless they are left out this time; they stand first, each part by name. */
export const peopleOf = (members: readonly { _id: string; name: string; standing: Standing }[], leftOut: readonly string[]): Review['people'] =>
  members.map(({ _id, name, standing }) => ({ memberId: _id, name, graded: standing === 'full' && !leftOut.includes(_id) })).sort((a, b) => Number(b.graded) - Number(a.graded))

/** The people of a draft with others left out of the grading; whoever is no full member of it cannot be. */
export function withLeftOut({ people, leftOut }: Pick<Review, 'people' | 'leftOut'>, now: readonly string[]): { people: Review['people'] } | { refusal: Refusal } {
  const full = people.filter(({ memberId, graded }) => graded || leftOut.includes(memberId)).map(({ memberId }) => memberId)
  if (now.some(id => !full.includes(id))) return { refusal: { code: 'reviewNotRated' } }
  return { people: people.map(person => ({ ...person, graded: full.includes(person.memberId) && !now.includes(person.memberId) })).sort((a, b) => Number(b.graded) - Number(a.graded)) }
}

/** How many may be graded 优秀, and a third of how many that is: of the full members or of those who are graded, as the branch has it (DOMAIN.md §4). */
export function excellentCap(review: Pick<Review, 'people' | 'fullMembers' | 'excellentBase'>): { most: number; base: number } {
  const base = review.excellentBase === 'reviewed' ? review.people.filter(({ graded }) => graded).length : review.fullMembers
  return { most: excellentAtMost(base), base }
}

/** Whether a grade may be entered: for a full member, within the cap on 优秀, with a reason where it departs from the ballots (看票不唯票). */
export function whyCannotGrade(facts: { review: Pick<Review, 'state' | 'people' | 'grades' | 'fullMembers' | 'excellentBase'>; memberId: string; grade: Grade; reason: string; leading: Grade | null }): Refusal | null {
  const { review, memberId, grade, reason, leading } = facts
  const state = whyNotNow(review, 'grade')
  if (state) return state
  const person = review.people.find(one => one.memberId === memberId)
  if (!person) return { code: 'notFound' }
  if (!person.graded) return { code: 'reviewNotGraded', detail: { name: person.name } }
  const { regulation, article } = reviewRules.excellent
  const { most, base } = excellentCap(review)
  const others = Object.entries(review.grades).filter(([key, given]) => key !== memberId && given.grade === 'excellent').length
  if (grade === 'excellent' && others >= most) return { code: 'reviewExcellentFull', detail: { most, base, of: excellentOf[review.excellentBase], basis: `${regulation}${article}` } }
  return leading !== null && leading !== grade && reason === '' ? { code: 'reviewGradeReason' } : null
}

/** Whether the result may be published: everybody who is graded has a grade. */
export function whyCannotPublish(review: Pick<Review, 'state' | 'people' | 'grades'>): Refusal | null {
  const state = whyNotNow(review, 'publish')
  if (state || review.state === 'published') return state
  const missing = review.people.filter(({ memberId, graded }) => graded && !review.grades[memberId]).length
  return missing > 0 ? { code: 'reviewGradesMissing', detail: { n: missing } } : null
}
