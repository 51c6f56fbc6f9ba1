/** What a review comes to, of which only what may be shown leaves this file: page, form and statistics all take it from here. Pure. */
import { grades, noGrades, satisfactions, type Grade, type ReviewScale } from '../../../types/contracts/codes'
import type { BallotBox, BallotGroup, Review } from '../../platform/documents'
import { disclose, type Counts, type ShownPart } from '../../regulations/disclosure'
import { reviewRules } from '../../regulations/review-rules'
import { MEMBERS } from '../../services/balloting/asked'
import { totalOf, type Total } from '../../services/balloting/counted'
import { scoreOf, varianceOf, type GroupRatings, type VoterKind } from '../../services/review-statistics'
import { leadingGrade } from './rules'

type Box = Pick<BallotBox, 'asked' | 'tally' | 'paper' | 'fingerprint'>
/** A group with its box, once it is counted, and what phones and paper come to together. */
export interface Counted { group: BallotGroup; box: Box; total: Total }
export const countedIn = (group: BallotGroup, box: Box): Counted => ({ group, box, total: totalOf(box, group.key) })

/** The answers of a scale with those besides it, in the order of every ballot, form and page. */
export const choicesOf = (scale: ReviewScale): { key: string; label: string }[] => Object.entries({ ...(scale === 'grades' ? grades : satisfactions), ...noGrades }).map(([key, label]) => ({ key, label }))

export const kindOf = (group: Pick<BallotGroup, 'key' | 'members'>): VoterKind => (group.key === MEMBERS || group.members ? 'members' : 'others')
export const weightsOf = (review: Pick<Review, 'weights'>): Record<VoterKind, number> => {
  const { members, others } = review.weights ?? reviewRules.score.value
  return { members, others }
}

/** What may be shown of one person. */
export interface PersonResult {
  groups: (ShownPart & { group: BallotGroup; variance: number | null })[]
  total: { ballots: number; counts: Counts | null }
  score: number | null
  leading: Grade | null
}

/** What may be shown of one person: the groups that rate this person, their sum, and what follows from them. */
export function personResult(review: Pick<Review, 'scale' | 'scored' | 'weights'>, all: readonly Counted[], memberId: string): PersonResult {
  const rating = all.filter(({ box }) => box.asked.questions.some(({ key }) => key === memberId))
  const shown = disclose(rating.map(({ group, total: { ballots, fromPaper, answers } }) => ({ key: group.key, ballots, known: fromPaper, counts: answers[memberId]! })), reviewRules.shownFrom.value)
  const groups = shown.parts.map((part, n) => ({ ...part, group: rating[n]!.group, variance: varianceOf(part.counts, review.scale) }))
  return {
    groups, total: shown.total,
    score: review.scored ? scoreOf(groups.map(({ group, ballots, counts }) => ({ kind: kindOf(group), ballots, counts })), review.scale, weightsOf(review)) : null,
    // Where the sum may not be shown, what is shown apart is all that it can be said of.
    leading: leadingGrade(shown.total.counts ? [shown.total.counts] : groups.map(({ counts }) => counts)),
  }
}

/** What each group gave everybody whom it rates, for the statistics; `people` null where it may not be shown. */
export function ratingsOf(review: Pick<Review, 'people' | 'scale' | 'scored' | 'weights'>, all: readonly Counted[]): (GroupRatings & { group: BallotGroup; ballots: number })[] {
  const people = new Map<string, Record<string, Counts>>()
  for (const { memberId } of review.people.filter(({ graded }) => graded)) {
    for (const { key, counts } of personResult(review, all, memberId).groups) if (counts) people.set(key, { ...people.get(key), [memberId]: counts })
  }
  return all.map(({ group, total }) => ({ group, ballots: total.ballots, kind: kindOf(group), people: people.get(group.key) ?? null }))
}

/** The shares of each choice over everybody, in percent with one decimal, in the order of `choicesOf`; null where nothing is there or may be shown. */
export function sharesOf(people: Record<string, Counts> | null, scale: ReviewScale): number[] | null {
  const sums = choicesOf(scale).map(({ key }) => Object.values(people ?? {}).reduce((sum, counts) => sum + (counts[key] ?? 0), 0))
  const whole = sums.reduce((sum, n) => sum + n, 0)
  return whole > 0 ? sums.map(n => Math.round((n / whole) * 1000) / 10) : null
}
