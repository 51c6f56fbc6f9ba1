import type * as z from '../../../types/contracts/zod'
import { voteChoices } from '../../../types/contracts/codes-ballots'
import { errorMessage, type Refusal } from '../../../types/contracts/errors'
import type { Outcome as OutcomeOut, Vote as VoteOut, VoteLine, WantedShare as ShareOut } from '../../../types/contracts/votes'
import type { PollAnswer, SuperiorConsent, Vote, WantedShare } from '../../platform/documents'
import { abilities } from '../../platform/errors'
import { iso, isoOrNull } from '../../platform/time'
import { reviewRules } from '../../regulations/review-rules'
import { ownGroupOf } from '../../services/balloting/asked'
import { withoutTold } from '../../services/balloting/electors'
import { goneOut, whyCannotCheck } from '../../services/balloting/counters'
import { isPaper } from '../../services/balloting/opening'
import { warningOfFew } from '../../services/balloting/shown'
import { asOf, monthsOf, outcomeOf, proposalOf } from '../../../types/proposal'
import { warningsOf, whyNotDue } from '../../regulations/due-rules'
import type { Now } from './people'
import { isSecret, isStatutory, peopleOf, sharesOf, whyCannotAnswer, whyCannotOpen, whyCannotPublish, whyNotNow, type Attendance } from './rules'
import { groupsOf } from './setup'

const forbidden: Refusal = { code: 'forbidden' }

/** Who leads a vote sees its result from the count on, others when it is published. */
const seesResult = (vote: Pick<Vote, 'state'>, runs: boolean): boolean => vote.state === 'published' || (runs && vote.state === 'closed')

export const lineOf = (vote: Vote, runs: boolean): z.input<typeof VoteLine> => ({
  id: vote._id, kind: vote.kind, title: vote.title, state: vote.state, at: iso(vote.at), closesAt: isoOrNull(vote.closesAt),
  carried: seesResult(vote, runs) && vote.outcomes ? vote.outcomes.some(({ carried }) => carried) : null,
})

/** Of those who came it is not known how many that is before anybody is counted. */
const shareOf = (share: WantedShare | null, attendance: Attendance | null): z.input<typeof ShareOut> | null => share && { ...share, needed: attendance && (share.base === 'expected' || attendance.present > 0) ? peopleOf(share, attendance) : null }
const consentOf = (consent: SuperiorConsent | null): { superior: string; document: string; day: string; byName: string } | null => consent && { superior: consent.superior, document: consent.document, day: consent.day, byName: consent.byName }

type Told = Pick<Vote, 'few' | 'outcomes' | 'subjects' | 'title'>
/** Whether so few of a class have voted on whom to recommend, in all or on phones, that the counts would tell who said what. What a regulation wants decided by ballot is told in full. */
export const isTooFew = ({ few = null }: Pick<Vote, 'few'>): boolean => few !== null

/** Outcomes with the names of those who were voted on; of a matter with the vote's title. What few absent people wrote is for who leads, and for the record. */
export const outcomesOut = (vote: Told, runs: boolean): z.input<typeof OutcomeOut>[] | null =>
  vote.outcomes && vote.outcomes.map(outcome => ({ ...outcome, ...(isTooFew(vote) && { inFavour: null, against: null, abstain: null }), written: runs ? outcome.written : null, name: vote.subjects.find(({ key }) => key === outcome.key)?.name ?? vote.title }))

/** Rounds that were declared void, each with what it had come to. */
const voidedOut = (vote: Vote, runs: boolean): z.input<typeof VoteOut>['voided'] => (vote.voided ?? []).map(({ at, outcomes, papers: _papers, invalid, ...gone }) =>
  ({ ...gone, at: iso(at), invalid, outcomes: outcomesOut({ ...vote, few: null, outcomes }, runs) }))

/** Whether only the superior's document declares it void now: it was counted, and counts. */
const needsConsent = (vote: Vote, entered: boolean): boolean => isStatutory(vote.kind) && vote.invalid === null && isKnown(vote, entered)
/** Whether somebody knows what it comes to, or something of it. */
const isKnown = ({ state }: Pick<Vote, 'state'>, entered: boolean): boolean => state === 'closed' || ((state === 'open' || state === 'paused') && entered)

/** Why whoever leads cannot declare it void: after counting nobody does who is voted on. */
const whyCannotRedo = (vote: Vote, { memberId, entered }: Pick<Facts, 'memberId' | 'entered'>): Refusal | null =>
  whyNotNow(vote, 'redo') ?? (isKnown(vote, entered) && !vote.invalid && vote.subjects.some(({ key }) => key === memberId) ? { code: 'voidOnBallot' } : null)

/** What a poll may be answered with. */
export const choicesOf = (vote: Pick<Vote, 'options'>): { key: string; label: string }[] => [...vote.options, { key: 'abstain', label: voteChoices.abstain }]

/** What the caller is in a vote, and what there is of it besides its own document. */
export interface Facts {
  runs: boolean
  memberId: string
  /** Since when this account is the member's. */
  boundAt: Date
  /** Keeps the branch's roster. */
  keeps: boolean
  entitled: boolean
  /** Why there is no ballot on this phone. */
  noOwn: Refusal | null
  taken: boolean
  /** Those who lead, and those who were named to count. */
  counts: boolean
  answer: string | null
  takenBy: Map<string, number>
  /** Groups on whose papers two people agree. */
  counted: Set<string>
  /** Somebody has entered a count of the papers, also who was replaced since. */
  entered: boolean
  /** Of a draft, for who leads it: as the records have it now. */
  now: Now | null
  /** Answers that are in to a named poll that is going on, for who leads it. */
  given: number | null
  /** Of a poll that is named, where the caller may see them. */
  answers: Pick<PollAnswer, 'choice' | 'name'>[]
}

/** Why the result of a poll that is not named stays hidden. */
export const whyHidden = (vote: Vote): Refusal | null =>
  (vote.kind === 'poll' && !vote.named && !vote.answers ? { code: 'reviewFew', detail: { n: vote.few ?? vote.papers?.returned ?? 0, min: reviewRules.shownFrom.value } } : null)

function answersOut(vote: Vote, { runs, answers }: Facts): z.input<typeof VoteOut>['answers'] {
  if (vote.kind !== 'poll' || !seesResult(vote, runs)) return null
  if (!vote.named) return vote.answers && choicesOf(vote).map(({ key, label }) => ({ key, label, n: vote.answers![key] ?? 0, names: [] }))
  // By name is said to those who lead alone: of so few, who knows the own answer would know the others'.
  if (!runs && answers.length < reviewRules.shownFrom.value) return null
  return choicesOf(vote).map(({ key, label }) => {
    const said = answers.filter(({ choice }) => choice === key)
    return { key, label, n: said.length, names: runs ? said.map(({ name }) => name) : [] }
  })
}

/** Why it cannot be opened whoever comes: said before anybody is called together. */
function notDue(vote: Vote, { subjects, heldDay }: Now): string[] {
  const refusal = whyNotDue(vote, subjects, heldDay)
  return refusal ? [errorMessage(refusal.code, refusal.detail)] : []
}

/** How many should come and are there; null of a poll, and of a draft for whoever does not lead it. */
export function attendanceIn(vote: Vote, now: Facts['now']): Attendance | null {
  if (vote.kind === 'poll') return null
  if (now) return { expected: now.people.expected, present: now.people.present }
  if (vote.state === 'draft') return null
  return vote.kind === 'recommendation' ? { expected: vote.expectedCount ?? 0, present: vote.presentCount ?? 0 } : { expected: vote.electors.length, present: vote.present.length }
}

/** A vote as members and officers see it. */
export function voteOf(vote: Vote, facts: Facts, at: Date): z.input<typeof VoteOut> {
  const { runs, now } = facts
  const attendance = attendanceIn(vote, now)
  const { presentShare, carriedShare } = sharesOf(vote)
  const shows = seesResult(vote, runs)
  const groups = now ? groupsOf(vote, now.people) : vote.groups
  const leads = runs ? null : forbidden
  const own = ownGroupOf(vote)
  return {
    ...lineOf(vote, runs), organisationId: vote.organisationId, organisationName: vote.organisationName, purpose: vote.purpose, proposal: proposalOf(now ? { ...vote, subjects: now.subjects } : vote), matter: vote.matter, askedBy: vote.askedBy, version: vote.version, round: vote.round, voidReason: vote.voidReason,
    voided: runs || vote.state === 'published' ? voidedOut(vote, runs) : [], voidNeedsConsent: runs && needsConsent(vote, facts.entered), countersGone: goneOut(vote),
    subjects: now ? now.subjects.map(({ key, name, person }) => ({ key, name, person })) : vote.subjects, options: vote.options, named: vote.named, manner: vote.manner, consent: consentOf(vote.consent), statutory: isSecret(vote.kind),
    outcome: outcomeOf(vote), months: monthsOf(vote), as: asOf(vote), heldOn: vote.heldOn ?? null, heldDay: now ? now.heldDay : vote.state === 'draft' ? null : vote.heldDay ?? null,
    examinedOn: runs ? vote.examinedOn ?? null : null, preReviewedOn: runs ? vote.preReviewedOn ?? null : null, warnings: now ? [...notDue(vote, now), ...warningsOf(vote, now.subjects, now.heldDay), ...(isStatutory(vote.kind) && vote.manner === 'phone' ? warningOfFew(now.people) : [])] : [],
    presentShare: shareOf(presentShare, attendance), carriedShare: shareOf(carriedShare, attendance), expected: attendance?.expected ?? null, present: attendance?.present ?? null,
    without: runs ? withoutTold(now?.people.without ?? vote.without, facts) : [], presentIds: runs ? now?.people.presentIds ?? vote.present : [], meetingId: vote.meetingId, counters: vote.counters, written: vote.written,
    groups: groups.map(({ key, name, entry, entitled, rates }) => ({ key, name, entry, entitled, rates, taken: isPaper({ entry }) ? null : facts.takenBy.get(key) ?? null, counted: facts.counted.has(key) })),
    outcomes: shows ? outcomesOut(vote, runs) : null, invalid: shows ? vote.invalid : null, papers: shows && !whyHidden(vote) ? vote.papers : null, answers: answersOut(vote, facts), turnout: facts.given === null ? null : { given: facts.given, asked: vote.electors.length }, fingerprint: vote.fingerprint,
    mine: { entitled: facts.entitled, taken: facts.taken, counts: facts.counts, answer: facts.answer },
    ...abilities({
      change: leads ?? whyNotNow(vote, 'change'), attend: leads ?? (vote.kind === 'poll' ? forbidden : whyNotNow(vote, 'attend')),
      open: leads ?? (now ? whyCannotOpen({ vote, subjects: now.subjects, attendance: now.people, heldDay: now.heldDay, now: at }) : vote.state === 'open' ? forbidden : whyNotNow(vote, 'open')),
      pause: leads ?? whyNotNow(vote, 'pause'), resume: leads ?? whyNotNow(vote, 'resume'), prolong: leads ?? whyNotNow(vote, 'prolong'),
      close: leads ?? (vote.state === 'closed' ? forbidden : whyNotNow(vote, 'close')), redo: leads ?? whyCannotRedo(vote, facts), publish: leads ?? (vote.state === 'published' ? forbidden : whyCannotPublish(vote)),
      vote: whyCannotVoteNow(vote, facts, own !== null), answer: whyCannotAnswer(vote, facts.memberId, at) ?? (facts.answer === null ? null : { code: 'voteAnswered' }),
      count: facts.counts ? whyNotNow(vote, 'count') ?? (groups.length > 0 ? null : { code: 'voteNotNamed' }) : forbidden,
      seeResult: shows ? whyHidden(vote) : runs ? whyNotNow(vote, 'seeResult') : vote.state === 'closed' ? forbidden : whyNotNow(vote, 'seeResult'), record: leads ?? whyNotNow(vote, 'seeResult'), check: whyCannotCheck(vote, facts, runs),
    }),
  }
}

/** Why the caller puts no ballot in by the phone now. */
function whyCannotVoteNow(vote: Vote, { noOwn, taken }: Facts, onPhones: boolean): Refusal | null {
  const state = whyNotNow(vote, 'vote')
  if (state) return state
  if (!onPhones) return { code: vote.named ? 'ballotNotEntitled' : 'ballotOnPaper' }
  if (taken) return { code: 'ballotUsed' }
  return noOwn
}
