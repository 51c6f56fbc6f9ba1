/** What a review comes to, of which only what may be shown leaves this file: page, form and statistics all take it from here. Pure. */
import { grades, noGrades, satisfactions, type Grade, type ReviewScale } from '../../../types/contracts/codes'
import type { BallotBox, BallotGroup, Review } from '../../platform/documents'
import { disclose, type Counts, type ShownPart } from '../../regulations/disclosure'
import { isShort, reviewRules } from '../../regulations/review-rules'
import { MEMBERS } from '../../services/balloting/asked'
import { totalOf, type Total } from '../../services/balloting/counted'
import { scoreOf, valuesOf, varianceOf, type GroupRatings, type VoterKind } from '../../services/review-statistics'
import { leadingGrade, leadingOf, suggestionsOf } from './grading'

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
  /** The share that the best choice of the scale has of what may be shown, and whether most chose it; null where nothing is there. */
  best: { share: number; leads: boolean } | null
}

/** What may be shown of one person: the groups that rate this person, their sum, and what follows from them. */
export function personResult(review: Pick<Review, 'scale' | 'scored' | 'weights'>, all: readonly Counted[], memberId: string): PersonResult {
  const rating = all.filter(({ box }) => box.asked.questions.some(({ key }) => key === memberId))
  const shown = disclose(rating.map(({ group, total: { ballots, fromPaper, answers } }) => ({ key: group.key, ballots, known: fromPaper, counts: answers[memberId]! })), reviewRules.shownFrom.value)
  // Where the sum may not be shown, what is shown apart is all that it can be said of.
  const counts = shown.total.counts ? [shown.total.counts] : shown.parts.map(part => part.counts)
  const groups = shown.parts.map((part, n) => ({ ...part, group: rating[n]!.group, variance: varianceOf(part.counts, review.scale) }))
  return {
    groups, total: shown.total,
    score: review.scored ? scoreOf(groups.map(({ group, ballots, counts }) => ({ kind: kindOf(group), ballots, counts })), review.scale, weightsOf(review)) : null,
    leading: leadingGrade(counts), best: bestOf(counts, review.scale),
  }
}

function bestOf(shown: readonly (Counts | null)[], scale: ReviewScale): PersonResult['best'] {
  const choices = valuesOf(scale).map(([choice]) => choice)
  const ballots = shown.reduce((sum, counts) => sum + Object.values(counts ?? {}).reduce((n, m) => n + m, 0), 0)
  const best = shown.reduce((sum, counts) => sum + (counts?.[choices[0]!] ?? 0), 0)
  return ballots > 0 ? { share: best / ballots, leads: leadingOf(choices, shown) === choices[0] } : null
}

/** What the ballots advise of everybody who is graded: what most gave, and whom they would have 优秀. By the score where everybody has one, or else by the share of the best choice. */
export function adviceOf(review: Pick<Review, 'people' | 'scale' | 'scored' | 'weights'>, all: readonly Counted[], most: number): { by: 'score' | 'votes'; leading: Map<string, Grade | null>; suggested: Map<string, 'excellent' | 'tied'> } {
  const people = review.people.filter(({ graded }) => graded).map(({ memberId }) => ({ memberId, result: personResult(review, all, memberId) }))
  const by = people.length > 0 && people.every(({ result }) => result.score !== null) ? 'score' : 'votes'
  const advised = people.map(({ memberId, result: { score, best } }) => ({ memberId, leads: best?.leads ?? false, value: by === 'score' ? score : best?.share ?? null }))
  return { by, leading: new Map(people.map(({ memberId, result }) => [memberId, result.leading])), suggested: suggestionsOf(advised, most) }
}

/** How many took part, and where that is fewer than is asked for. */
export interface Turnout { ballots: number; entitled: number; short: boolean }

/**
 * The turnout of every group, in their order, and of the members as a whole: those of them who vote on paper stand on
 * the roster, too, so all their ballots together are held against it. Where the closing has noted who came of those
 * with a vote, that is what counts.
 */
export function turnoutsOf(review: Pick<Review, 'groups' | 'ballots' | 'attendance'>): { groups: Turnout[]; members: Turnout } {
  const ballotsOf = ({ key }: Pick<BallotGroup, 'key'>): number => review.ballots?.[key] ?? 0
  const ofMembers = review.groups.filter(group => kindOf(group) === 'members')
  const ballots = ofMembers.reduce((sum, group) => sum + ballotsOf(group), 0)
  const entitled = review.groups.find(({ key }) => key === MEMBERS)?.entitled ?? 0
  const { came, of } = review.attendance ?? { came: ballots, of: entitled }
  const short = isShort('members', came, of)
  return {
    members: { ballots, entitled, short },
    groups: review.groups.map(group => ({ ballots: ballotsOf(group), entitled: group.entitled, short: kindOf(group) === 'members' ? short : isShort('others', ballotsOf(group), group.entitled) })),
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
