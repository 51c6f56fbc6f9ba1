import type * as z from '../../../types/contracts/zod'
import type { Review as ReviewOut, ReviewLine, TurnoutLine } from '../../../types/contracts/reviews'
import type { Activity, Review } from '../../platform/documents'
import type { OutputOf } from '../../../types/contracts'
import type { Refusal } from '../../../types/contracts/errors'
import { goneOut, whyCannotCheck } from '../../services/balloting/counters'
import { decidedOnOf, deciderOf } from '../../services/balloting/graded'
import { abilities } from '../../platform/errors'
import { dayOf, iso, isoOrNull } from '../../platform/time'
import { shownGrades, type Counts } from '../../regulations/disclosure'
import { reviewRules } from '../../regulations/review-rules'
import { gradeNow, gradesNow, whyCannotPublish } from './grading'
import { choicesOf, kindOf, turnoutsOf, weightsOf, type PersonResult } from './result'
import { votersOf, whyTold } from './people'
import { isMeetingOff, isOverdue, whyCannotOpen, whyNotNow } from './rules'

export type PersonOut = OutputOf<'reviews.result'>['people'][number]

export const lineOf = (review: Review): z.input<typeof ReviewLine> => ({ id: review._id, year: review.year, title: review.title, state: review.state, at: iso(review.at), closesAt: isoOrNull(review.closesAt) })

/** What the caller is in this review. */
export interface Mine { entitled: boolean; /** Why there is no ballot on this phone. */ noOwn: Refusal | null; taken: boolean; memberId: string; /** Since when this account is the member's. */ boundAt: Date; /** Has checked in at the meeting, or none is asked for. */ present: boolean; /** Has written so. */ summary: string; /** Keeps the branch's roster. */ keeps: boolean }

/** What is known of a review besides its record. `turnout`: null for whoever does not lead it, and where no ballots come in. */
export interface Known { written: ReadonlySet<string>; taken: Map<string, number>; counted: Set<string>; turnout: TurnoutLine[] | null; meeting: Pick<Activity, 'organisationId' | 'calledOffAt' | 'title'> | null; now: Date }

/** A review as members and officers see it; who leads it sees the turnout, each member the own grade once it is published. */
export function reviewOf(review: Review, runs: boolean, mine: Mine, { written, taken, counted, turnout, meeting, now }: Known): z.input<typeof ReviewOut> {
  const forbidden = runs ? null : { code: 'forbidden' as const }
  const writers = votersOf(review)
  const reviewed = writers.includes(mine.memberId)
  return {
    ...lineOf(review), organisationId: review.organisationId, organisationName: review.organisationName, purpose: review.purpose, scale: review.scale, version: review.version, round: review.round,
    askedBy: review.askedBy, voidReason: review.voidReason, voided: (review.voided ?? []).map(({ at, ...gone }) => ({ ...gone, at: iso(at) })), countersGone: goneOut(review), decidedOn: decidedOnOf(review), decidedBy: deciderOf(review), closedOn: review.closedAt && dayOf(review.closedAt),
    people: review.people.map(person => ({ memberId: person.memberId, name: person.name, graded: person.graded, why: whyTold(person, mine), written: written.has(person.memberId) })),
    summaries: runs ? { asked: Boolean(review.summariesAskedAt), written: writers.filter(id => written.has(id)).length, of: writers.length } : null,
    groups: review.groups.map(group => ({ key: group.key, name: group.name, entry: group.entry, entitled: group.entitled, rates: group.rates, taken: taken.get(group.key) ?? null, members: kindOf(group) === 'members', counted: counted.has(group.key) })),
    meetingId: review.meetingId, meetingTitle: meeting?.title ?? null, meetingOff: isMeetingOff(review, meeting), copiedFrom: review.copiedFrom ?? null, turnout,
    scored: review.scored, excellentBase: review.excellentBase, excellentShare: review.excellentShare ?? null, leftOut: runs ? review.leftOut : [], weights: weightsOf(review), overdue: isOverdue(review, now), counters: review.counters, fingerprints: review.groups.flatMap(({ key, name }) => { const fingerprint = review.fingerprints?.[key]; return fingerprint ? [{ name, fingerprint }] : [] }), summary: summaryOf(review),
    mine: { entitled: mine.entitled, taken: mine.taken, reviewed, summary: mine.summary, ...gradeOf(review, mine.memberId) },
    ...abilities({
      change: forbidden ?? whyNotNow(review, 'change'), open: forbidden ?? (review.state === 'open' ? { code: 'forbidden' as const } : whyCannotOpen(review, meeting, now)),
      pause: forbidden ?? whyNotNow(review, 'pause'), resume: forbidden ?? whyNotNow(review, 'resume'), prolong: forbidden ?? whyNotNow(review, 'prolong'),
      close: forbidden ?? (review.state === 'closed' ? { code: 'forbidden' as const } : whyNotNow(review, 'close')), redo: forbidden ?? whyNotNow(review, 'redo'),
      grade: forbidden ?? whyNotNow(review, 'grade'), publish: forbidden ?? (review.state === 'published' ? { code: 'forbidden' as const } : whyCannotPublish(review)),
      vote: whyNotNow(review, 'show') ?? whyNoBallot(mine) ?? (isOverdue(review, now) ? { code: 'ballotClosed' as const } : null),
      writeSummary: reviewed ? whyNotNow(review, 'writeSummary') : { code: 'forbidden' as const }, askSummaries: forbidden ?? whyNotNow(review, 'askSummaries'),
      seeSummaries: runs ? null : mine.entitled ? whyNotNow(review, 'readSummaries') : { code: 'forbidden' as const }, setMeeting: forbidden ?? whyNotNow(review, 'setMeeting'),
      seeResult: forbidden ?? whyNotNow(review, 'seeResult'), adjust: forbidden ?? whyNotNow(review, 'adjust'), correct: forbidden ?? whyNotNow(review, 'correct'), check: whyCannotCheck(review, mine, runs),
    }),
  }
}

/** The own grade as it stands now, with what was corrected, once it is published. */
function gradeOf({ state, grades }: Pick<Review, 'state' | 'grades'>, memberId: string): Pick<z.input<typeof ReviewOut>['mine'], 'grade' | 'corrections'> {
  const given = state === 'published' ? grades[memberId] : undefined
  return given ? { grade: gradeNow(given), corrections: correctionsOf(given) } : { grade: null, corrections: [] }
}
const correctionsOf = ({ corrections = [] }: Pick<Review['grades'][string], 'corrections'>) => corrections.map(({ from, to, reason, on, document }) => ({ from, to, reason, on, document }))

function whyNoBallot({ noOwn, taken, present }: Mine): Refusal | null {
  if (taken) return { code: 'ballotUsed' }
  if (noOwn) return noOwn
  return present ? null : { code: 'ballotCheckIn' }
}

/** What the branch publishes to all its members: how many took part, and how many were given each grade. */
function summaryOf(review: Review): z.input<typeof ReviewOut>['summary'] {
  if (review.state !== 'published') return null
  const given = gradesNow(review)
  const { groups } = turnoutsOf(review)
  return {
    graded: given.length, byGrade: shownGrades(given, reviewRules.shownFrom.value),
    turnout: review.groups.map(({ name }, n) => ({ name, ...groups[n]! })),
  }
}

/** A person of the result, with what may be shown. */
export function personOf(review: Pick<Review, 'scale' | 'grades'>, person: Review['people'][number], shown: PersonResult, suggestion: PersonOut['suggestion']): PersonOut {
  const inOrder = (counts: Counts | null): number[] | null => counts && choicesOf(review.scale).map(({ key }) => counts[key] ?? 0)
  const given = review.grades[person.memberId]
  return {
    memberId: person.memberId, name: person.name, graded: person.graded, suggestion, groups: shown.groups.map(({ key, counts, variance }) => ({ group: key, counts: inOrder(counts), variance: variance === null ? null : Math.round(variance) })),
    total: { ballots: shown.total.ballots, counts: inOrder(shown.total.counts) }, score: shown.score, leading: shown.leading, grade: given ? gradeNow(given) : null, reason: given?.reason ?? null, corrections: given ? correctionsOf(given) : [],
  }
}
