import type * as z from '../../../types/contracts/zod'
import type { Review as ReviewOut, ReviewLine } from '../../../types/contracts/reviews'
import type { Review } from '../../platform/documents'
import type { OutputOf } from '../../../types/contracts'
import type { Refusal } from '../../../types/contracts/errors'
import { abilities } from '../../platform/errors'
import { dayOf, iso, isoOrNull } from '../../platform/time'
import { shownGrades, type Counts } from '../../regulations/disclosure'
import { reviewRules } from '../../regulations/review-rules'
import { choicesOf, kindOf, weightsOf, type PersonResult } from './result'
import { isOverdue, whyCannotOpen, whyCannotPublish, whyNotNow } from './rules'

export type PersonOut = OutputOf<'reviews.result'>['people'][number]

export const lineOf = (review: Review): z.input<typeof ReviewLine> => ({ id: review._id, year: review.year, title: review.title, state: review.state, at: iso(review.at), closesAt: isoOrNull(review.closesAt) })

/** What the caller is in this review. */
export interface Mine { entitled: boolean; taken: boolean; memberId: string; /** Has checked in at the meeting, or none is asked for. */ present: boolean }

/** What is known of a review besides its record. */
export interface Known { summaries: Map<string, string>; taken: Map<string, number>; counted: Set<string>; meetingTitle: string | null; now: Date }

/** A review as members and officers see it; who leads it sees the turnout, each member the own grade once it is published. */
export function reviewOf(review: Review, runs: boolean, mine: Mine, { summaries, taken, counted, meetingTitle, now }: Known): z.input<typeof ReviewOut> {
  const forbidden = runs ? null : { code: 'forbidden' as const }
  const reviewed = review.people.some(({ memberId }) => memberId === mine.memberId)
  return {
    ...lineOf(review), organisationId: review.organisationId, organisationName: review.organisationName, purpose: review.purpose, scale: review.scale, version: review.version, round: review.round,
    askedBy: review.askedBy, voidReason: review.voidReason, decidedOn: review.publishedAt && dayOf(review.publishedAt),
    people: review.people.map(person => ({ ...person, summary: summaries.get(person.memberId) ?? null })),
    groups: review.groups.map(group => ({ key: group.key, name: group.name, entry: group.entry, entitled: group.entitled, rates: group.rates, taken: taken.get(group.key) ?? null, members: kindOf(group) === 'members', counted: counted.has(group.key) })),
    meetingId: review.meetingId, meetingTitle, scored: review.scored, excellentBase: review.excellentBase, leftOut: review.leftOut, weights: weightsOf(review), overdue: isOverdue(review, now), counters: review.counters, summary: summaryOf(review),
    mine: { entitled: mine.entitled, taken: mine.taken, reviewed, summary: summaries.get(mine.memberId) ?? '', grade: review.state === 'published' ? review.grades[mine.memberId]?.grade ?? null : null },
    ...abilities({
      change: forbidden ?? whyNotNow(review, 'change'), open: forbidden ?? (review.state === 'open' ? { code: 'forbidden' as const } : whyCannotOpen(review, now)),
      pause: forbidden ?? whyNotNow(review, 'pause'), resume: forbidden ?? whyNotNow(review, 'resume'), prolong: forbidden ?? whyNotNow(review, 'prolong'),
      close: forbidden ?? (review.state === 'closed' ? { code: 'forbidden' as const } : whyNotNow(review, 'close')), redo: forbidden ?? whyNotNow(review, 'redo'),
      grade: forbidden ?? whyNotNow(review, 'grade'), publish: forbidden ?? (review.state === 'published' ? { code: 'forbidden' as const } : whyCannotPublish(review)),
      vote: whyNotNow(review, 'show') ?? whyNoBallot(mine) ?? (isOverdue(review, now) ? { code: 'ballotClosed' as const } : null),
      writeSummary: reviewed ? whyNotNow(review, 'writeSummary') : { code: 'forbidden' as const },
      seeResult: forbidden ?? whyNotNow(review, 'seeResult'),
    }),
  }
}

function whyNoBallot({ entitled, taken, present }: Mine): Refusal | null {
  if (taken) return { code: 'ballotUsed' }
  if (!entitled) return { code: 'ballotNotEntitled' }
  return present ? null : { code: 'ballotCheckIn' }
}

/** What the branch publishes to all its members: how many took part, and how many were given each grade. */
function summaryOf(review: Review): z.input<typeof ReviewOut>['summary'] {
  if (review.state !== 'published') return null
  const given = Object.values(review.grades).map(({ grade }) => grade)
  return {
    graded: given.length, byGrade: shownGrades(given, reviewRules.shownFrom.value),
    turnout: review.groups.map(({ key, name, entitled }) => ({ name, ballots: review.ballots?.[key] ?? 0, entitled })),
  }
}

/** A person of the result, with what may be shown. */
export function personOf(review: Pick<Review, 'scale' | 'grades'>, person: Review['people'][number], shown: PersonResult): PersonOut {
  const inOrder = (counts: Counts | null): number[] | null => counts && choicesOf(review.scale).map(({ key }) => counts[key] ?? 0)
  const given = review.grades[person.memberId]
  return {
    ...person, groups: shown.groups.map(({ key, counts, variance }) => ({ group: key, counts: inOrder(counts), variance: variance === null ? null : Math.round(variance) })),
    total: { ballots: shown.total.ballots, counts: inOrder(shown.total.counts) }, score: shown.score, leading: shown.leading, grade: given?.grade ?? null, reason: given?.reason ?? null,
  }
}
