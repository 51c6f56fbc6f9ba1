/** The grades of a review: who may be given which, how many are 优秀, who decides, what is corrected later. Pure. */
import { grades, type Grade } from '../../../types/contracts/codes'
import type { Refusal } from '../../../types/contracts/errors'
import { percentInWords } from '../../../types/words'
import type { Review } from '../../platform/documents'
import { excellentAtMost, reviewRules } from '../../regulations/review-rules'
import { whyNotNow } from './rules'

type Given = Review['grades'][string]

/** A grade as it stands now: as it was given, or as it was corrected last. */
export const gradeNow = ({ grade, corrections = [] }: Pick<Given, 'grade' | 'corrections'>): Grade => corrections.at(-1)?.to ?? grade
/** Everybody's grade as it stands now. */
export const gradesNow = (review: Pick<Review, 'grades'>): Grade[] => Object.values(review.grades).map(gradeNow)
export const excellentGiven = (review: Pick<Review, 'grades'>): number => gradesNow(review).filter(grade => grade === 'excellent').length

/** The choice of a scale that most voters made, of these counts together; null where none leads or nothing may be shown. */
export function leadingOf<T extends string>(choices: readonly T[], counts: readonly (Record<string, number> | null)[]): T | null {
  const sums = choices.map(choice => ({ choice, n: counts.reduce((sum, group) => sum + (group?.[choice] ?? 0), 0) })).sort((a, b) => b.n - a.n)
  return sums[0] && sums[0].n > (sums[1]?.n ?? 0) ? sums[0].choice : null
}

/** The grade that most voters gave. */
export const leadingGrade = (counts: readonly (Record<string, number> | null)[]): Grade | null => leadingOf(Object.keys(grades) as Grade[], counts)

type Capped = Pick<Review, 'people' | 'fullMembers' | 'excellentBase' | 'excellentShare'>

/** How many are graded 优秀 at most as a rule, of how many, and what share that is in words. */
export function excellentCap(review: Capped): { most: number; base: number; share: string } {
  const base = review.excellentBase === 'reviewed' ? review.people.filter(({ graded }) => graded).length : review.fullMembers
  const percent = review.excellentShare?.percent ?? null
  return { most: excellentAtMost(base, percent === null ? reviewRules.excellent.value : { part: percent, whole: 100 }), base, share: percentInWords(percent) }
}

/** Whom the ballots would have 优秀. `value`: what they are compared by, null where it may not be shown; `leads`: most chose the best. */
export interface Advised { memberId: string; leads: boolean; value: number | null }

/** The first so many as the cap has room for; where more stand level at its edge than fit, those are told apart by nobody here: `tied`. */
export function suggestionsOf(people: readonly Advised[], most: number): Map<string, 'excellent' | 'tied'> {
  const led = people.flatMap(({ memberId, leads, value }) => (leads && value !== null ? [{ memberId, value }] : [])).sort((a, b) => b.value - a.value)
  const [last, first] = [led[most - 1], led[most]]
  if (!first) return new Map(led.map(({ memberId }) => [memberId, 'excellent']))
  const edge = last && last.value === first.value ? last.value : null
  const place = (value: number, n: number): 'excellent' | 'tied' | null => (value === edge ? 'tied' : n < most ? 'excellent' : null)
  return new Map(led.flatMap(({ memberId, value }, n) => { const at = place(value, n); return at ? [[memberId, at]] : [] }))
}

/** Whether a grade may be entered: for somebody who is graded, with a reason where it departs from the ballots (看票不唯票). */
export function whyCannotGrade(facts: { review: Pick<Review, 'state' | 'people'>; memberId: string; grade: Grade; reason: string; leading: Grade | null }): Refusal | null {
  const { review, memberId, grade, reason, leading } = facts
  const state = whyNotNow(review, 'grade')
  if (state) return state
  const person = review.people.find(one => one.memberId === memberId)
  if (!person) return { code: 'notFound' }
  if (!person.graded) return { code: 'reviewNotGraded', detail: { name: person.name } }
  return leading !== null && leading !== grade && reason === '' ? { code: 'reviewGradeReason', detail: { name: person.name } } : null
}

/** Whether somebody else has given another grade since it was seen (`was`; left out: it was not looked at). What this very act has done before is no other grade. */
export function whyGradeChanged({ grades: given, people }: Pick<Review, 'grades' | 'people'>, one: { memberId: string; grade: Grade; reason?: string | undefined; was?: Grade | null | undefined }): Refusal | null {
  const there = given[one.memberId]
  const now = there ? gradeNow(there) : null
  if (one.was === undefined || now === one.was || (there && now === one.grade && there.reason === (one.reason ?? ''))) return null
  return { code: 'reviewGradeChanged', detail: { name: people.find(({ memberId }) => memberId === one.memberId)?.name ?? '', grade: now ? grades[now] : '没有评定' } }
}

/** Whether the result may be published: everybody who is graded has a grade, and what is over the share of 优秀 has its reason. */
export function whyCannotPublish(review: Pick<Review, 'state' | 'grades' | 'excellentReason'> & Capped): Refusal | null {
  const state = whyNotNow(review, 'publish')
  if (state || review.state === 'published') return state
  const missing = review.people.filter(({ memberId, graded }) => graded && !review.grades[memberId]).length
  if (missing > 0) return { code: 'reviewGradesMissing', detail: { n: missing } }
  const { most, base, share } = excellentCap(review)
  const given = excellentGiven(review)
  return given > most && !review.excellentReason ? { code: 'reviewExcellentReason', detail: { given, most, base, share } } : null
}

/** Whether the grades may have been decided on this day: after the ballots were counted, and not later than today. All days `YYYY-MM-DD`. */
export const whyNotDecidedOn = (day: string, { closedOn, today }: { closedOn: string; today: string }): Refusal | null =>
  (day < closedOn || day > today ? { code: 'reviewDecidedOn', detail: { from: closedOn } } : null)

/** Whether a published grade may be corrected: to another one, on a day since it was decided. */
export function whyCannotCorrect(facts: { review: Pick<Review, 'state' | 'people' | 'grades'>; memberId: string; grade: Grade; on: string; decidedOn: string; today: string }): Refusal | null {
  const { review, memberId, grade, on, decidedOn, today } = facts
  const state = whyNotNow(review, 'correct')
  if (state) return state
  const [person, given] = [review.people.find(one => one.memberId === memberId), review.grades[memberId]]
  if (!person) return { code: 'notFound' }
  if (!given) return { code: 'reviewNotGraded', detail: { name: person.name } }
  if (gradeNow(given) === grade) return { code: 'reviewGradeSame', detail: { name: person.name, grade: grades[grade] } }
  return on < decidedOn || on > today ? { code: 'reviewCorrectedOn', detail: { from: decidedOn } } : null
}
