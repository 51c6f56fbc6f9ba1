import type * as z from '../../../types/contracts/zod'
import { electionSteps, type ElectionStep } from '../../../types/contracts/codes-ballots'
import type { Election as ElectionOut, ElectionBallot as BallotOut, ElectionLine } from '../../../types/contracts/elections'
import type { Refusal } from '../../../types/contracts/errors'
import type { Election, ElectionBallot, SuperiorConsent } from '../../platform/documents'
import { abilities } from '../../platform/errors'
import { iso, isoOrNull } from '../../platform/time'
import { isPaper } from '../../services/balloting/opening'
import { dayOf } from '../../platform/time'
import { mayHold, whyCannotApprove, whyCannotDivide, whyCannotReport, whyTermOver, type Approver } from './choosing'
import type { Role } from './load'
import { whyCannotDate, whyWrongDay } from './held'
import { standingFor, whyCannotLeave, whyCannotPublish, whyCannotRedo, whyNoNext, whyNothingToName } from './result'
import { nextOf } from './seating'
import { concernsGone, seatsOut, type SeatsFacts } from './seats'
import { candidatesNeeded, currentOf, expectedOf, isFirst, isFrozen, neededToWin, quorumOf, whyCannotChange, whyCannotOpen, whyFixed, whyNotNow, type Roll, postsVoted, standingAs } from './rules'
import { whyCannotReturn } from './returning'
import { asksConsent, whyNotVoid, type Known } from './voiding'

const forbidden: Refusal = { code: 'forbidden' }

export const lineOf = (election: Election): z.input<typeof ElectionLine> =>
  ({ id: election._id, title: election.title, occasion: election.occasion ?? 'term', state: election.state, at: iso(election.at), reportedAt: isoOrNull(election.reportedAt), approvedOn: election.approval?.day ?? null })

const consentOf = (consent: SuperiorConsent | null) => consent && { superior: consent.superior, document: consent.document, day: consent.day, byName: consent.byName }

type Voided = ElectionBallot['voided']
const voidedOut = (voided: Voided) => (voided ? { byName: voided.byName, at: iso(voided.at), consent: voided.consent && { superior: voided.consent.superior, document: voided.consent.document, day: voided.consent.day } } : null)

/** What the caller is in an election, and what there is of it besides its own document. */
export interface Facts {
  role: Role
  mine: { entitled: boolean; taken: boolean; counts: boolean }
  /** Why there is no ballot on this phone. */
  noOwn: Refusal | null
  /** Why the caller counts no box again. */
  noCheck: Refusal | null
  roll: Roll
  fullMembers: number
  takenBy: Map<string, number>
  /** Groups on whose papers two people agree. */
  counted: Set<string>
  unordered: string[]
  warnings: string[]
  /** Of a draft, for who leads it: the day that its due ballot will be held on record. */
  heldOn: string | null
  /** What is known of the last ballot, for who leads it. */
  known: Known | null
  seats: SeatsFacts
  now: Date
  /** Of what was reported, for who may look at it with a power to appoint. */
  approver: Approver | null
}

function ballotOut(election: Election, ballot: ElectionBallot, shown: boolean): z.input<typeof BallotOut> {
  const { votes } = ballot
  // What follows, of the ballot that was counted last: also of seats that are open again since.
  const next = ballot.key === election.current && ballot.next !== null ? nextOf(election) : ballot.next
  const standing = ballot.key === election.current ? standingFor(election) : { memberIds: [], unnamed: [] }
  return {
    key: ballot.key, post: ballot.post ?? null, seats: ballot.seats, candidates: election.candidates.filter(({ memberId }) => ballot.candidateIds.includes(memberId)), present: ballot.present, expected: ballot.expected, needed: neededToWin(ballot.present),
    manner: ballot.manner, heldOn: ballot.heldOn, voidReason: ballot.voidReason, voided: voidedOut(ballot.voided), fingerprint: ballot.fingerprint ?? '', countedBy: shown ? (ballot.countedBy ?? []).map(({ name }) => name) : [], papers: shown ? ballot.papers : null, votes: shown && votes ? votes.map(one => ({ ...one, elected: ballot.elected.includes(one.key) })) : null,
    next: shown && next ? {
      kind: next.kind, seats: 'seats' in next ? next.seats : 0, why: next.kind === 'invalid' ? next.why : null,
      names: next.kind === 'tie' ? (votes ?? []).filter(({ key }) => next.keys.includes(key)).map(({ name }) => name) : [], candidateIds: standing.memberIds, unnamed: standing.unnamed,
    } : null,
  }
}

/** The groups that the caller knows of: whoever counts without leading knows the pile that is counted now, and nothing of the phones before the end. */
const groupsFor = (election: Election, all: boolean, counts: boolean): Election['groups'] =>
  (all ? election.groups : counts && isFrozen(election) ? election.groups.filter(({ key }) => key === election.current) : [])

/** An election as the branch, its officers and the superior see it: members know that it is held, and who is elected once that is published. */
export function electionOf(election: Election, facts: Facts): z.input<typeof ElectionOut> {
  const { role, mine, roll } = facts
  const all = role !== 'member'
  const shown = all || election.state === 'published'
  const stepsDone = (step: ElectionStep) => election.steps[step]
  const expected = expectedOf(election, roll.electors)
  return {
    ...lineOf(election), organisationId: election.organisationId, organisationName: election.organisationName, purpose: election.purpose, askedBy: election.askedBy, version: election.version, round: election.round,
    voidReason: election.ballots.findLast(({ voidReason }) => voidReason !== null)?.voidReason ?? null, body: election.body, seats: election.seats, candidatesNeeded: candidatesNeeded(election),
    steps: all ? (Object.keys(electionSteps) as ElectionStep[]).map(step => ({ step, day: stepsDone(step)?.day ?? null, note: stepsDone(step)?.note ?? '', byName: stepsDone(step)?.byName ?? null })) : [],
    manner: election.manner, consent: all ? consentOf(election.consent) : null, candidates: all || isFrozen(election) ? election.candidates.filter(({ memberId }) => standingAs(election, postsVoted(election)[0] ?? null).includes(memberId)) : [], unordered: facts.unordered,
    // Why somebody is left out or has no vote is for nobody but those who lead and the superior who agreed.
    excluded: all ? election.excluded : [], exclusionConsent: all ? consentOf(election.exclusionConsent) : null, counters: election.counters, without: all ? roll.without : [],
    expected: all ? expected : null, present: all ? election.present.length : null, presentIds: all ? election.present : [], quorum: all ? quorumOf(expected) : null,
    groups: groupsFor(election, all || facts.noCheck === null, mine.counts).map(({ key, name, entry, entitled, rates }) => ({ key, name, entry, entitled, rates, taken: isPaper({ entry }) ? null : facts.takenBy.get(key) ?? null, counted: facts.counted.has(key) })),
    ballots: all || isFrozen(election) ? election.ballots.map(ballot => ballotOut(election, ballot, shown)) : [], current: election.current, warnings: facts.warnings, posts: [...mayHold(election.body)],
    meetingId: election.meetingId ?? null, heldOn: facts.heldOn, redoConsent: facts.known !== null && asksConsent(facts.known), chosenBy: all ? election.chosenBy?.name ?? null : null,
    returned: all ? [...election.returned ?? []].reverse().map(({ reason, byName, at }) => ({ reason, byName, at: iso(at) })) : [],
    ...seatsOut(election, facts.seats, { all, shown, begun: isFrozen(election) }), left: shown && election.left ? { seats: election.left.seats, agreed: election.left.agreed, present: election.left.present } : null,
    approval: shown && election.approval ? { day: election.approval.day, document: election.approval.document, byName: election.approval.byName } : null,
    mine, ...abilitiesOf(election, facts),
  }
}

/** Any consent: the page asks for one where it is wanted. */
const SOME = { day: '' }

function abilitiesOf(election: Election, { role, mine, roll, fullMembers, approver, heldOn, known, seats, now, noOwn, noCheck }: Facts) {
  const leads = role === 'leads' ? null : forbidden
  const { state } = election
  const counted = election.ballots.some(({ votes, next, voidReason }) => voidReason === null && (votes !== null || next !== null))
  const shown = role !== 'member' || state === 'published'
  return abilities({
    change: leads ?? whyCannotChange(election), step: leads ?? whyFixed(election), attend: leads ?? whyNotNow(election, 'attend'), held: leads ?? whyCannotDate(election),
    open: leads ?? (state === 'open' ? forbidden : whyCannotOpen({ election, roll, fullMembers }) ?? (heldOn === null ? null : whyWrongDay(election, election.current, heldOn, dayOf(now)) ?? whyTermOver(election, seats.sitting, heldOn))),
    pause: leads ?? whyNotNow(election, 'pause'), resume: leads ?? whyNotNow(election, 'resume'), close: leads ?? (state === 'closed' ? forbidden : whyNotNow(election, 'close')), redo: leads ?? (known ? whyNotVoid(election, known, SOME, now) : whyCannotRedo(election)),
    nextBallot: leads ?? whyNoNext(election), leaveSeats: leads ?? whyCannotLeave(election, null), nameOther: leads ?? whyNothingToName(election), gone: leads ?? (election.approval || !concernsGone(election, seats) ? forbidden : whyNotNow(election, 'choose')),
    choose: leads ?? whyCannotDivide(election), report: leads ?? whyCannotReport(election) ?? (election.reportedAt ? { code: 'electionReported' as const } : null),
    approve: approver ? whyCannotApprove(election, approver) : forbidden, return: approver ? whyCannotReturn(election, approver) : forbidden, publish: leads ?? (state === 'published' ? forbidden : whyCannotPublish(election)),
    vote: whyNotNow(election, 'vote') ?? (currentOf(election).manner === 'paper' ? { code: 'ballotOnPaper' as const } : mine.taken ? { code: 'ballotUsed' as const } : mine.entitled ? null : noOwn ?? { code: 'ballotNotEntitled' as const }),
    count: mine.counts ? whyNotNow(election, 'count') : forbidden,
    seeResult: !shown ? forbidden : counted ? null : whyNotNow(election, 'seeResult') ?? (isFirst(election) ? { code: 'notFound' as const } : null),
    record: leads ?? whyNotNow(election, 'seeResult'), check: noCheck,
  })
}
