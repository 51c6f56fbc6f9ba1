import type * as z from '../../../types/contracts/zod'
import { electionSteps, type ElectionStep } from '../../../types/contracts/codes-ballots'
import type { Election as ElectionOut, ElectionBallot as BallotOut, ElectionLine } from '../../../types/contracts/elections'
import type { Refusal } from '../../../types/contracts/errors'
import type { Election, ElectionBallot, SuperiorConsent } from '../../platform/documents'
import { abilities } from '../../platform/errors'
import { iso, isoOrNull } from '../../platform/time'
import { isPaper } from '../../services/balloting/opening'
import { mayHold, whyCannotApprove, whyCannotDivide, whyCannotReport, type Approver } from './choosing'
import type { Role } from './load'
import { electedOf, standingFor, whyCannotLeave, whyCannotPublish, whyCannotRedo, whyNoNext, whyNothingToName } from './result'
import { candidatesNeeded, currentOf, expectedOf, isFirst, isFrozen, neededToWin, quorumOf, whyCannotChange, whyCannotOpen, whyFixed, whyNotNow, type Roll } from './rules'

const forbidden: Refusal = { code: 'forbidden' }

export const lineOf = (election: Election): z.input<typeof ElectionLine> =>
  ({ id: election._id, title: election.title, state: election.state, at: iso(election.at), reportedAt: isoOrNull(election.reportedAt), approvedOn: election.approval?.day ?? null })

const consentOf = (consent: SuperiorConsent | null) => consent && { superior: consent.superior, document: consent.document, day: consent.day, byName: consent.byName }

/** What the caller is in an election, and what there is of it besides its own document. */
export interface Facts {
  role: Role
  mine: { entitled: boolean; taken: boolean; counts: boolean }
  roll: Roll
  fullMembers: number
  takenBy: Map<string, number>
  /** Groups on whose papers two people agree. */
  counted: Set<string>
  unordered: string[]
  warnings: string[]
  /** Of what was reported, for who may look at it with a power to appoint. */
  approver: Approver | null
}

function ballotOut(election: Election, ballot: ElectionBallot, shown: boolean): z.input<typeof BallotOut> {
  const { votes, next } = ballot
  const standing = ballot.key === election.current ? standingFor(election) : { memberIds: [], unnamed: [] }
  return {
    key: ballot.key, seats: ballot.seats, candidates: election.candidates.filter(({ memberId }) => ballot.candidateIds.includes(memberId)), present: ballot.present, expected: ballot.expected, needed: neededToWin(ballot.present),
    manner: ballot.manner, heldOn: ballot.heldOn, voidReason: ballot.voidReason, papers: shown ? ballot.papers : null, votes: shown && votes ? votes.map(one => ({ ...one, elected: ballot.elected.includes(one.key) })) : null,
    next: shown && next ? {
      kind: next.kind, seats: next.kind === 'tie' || next.kind === 'few' ? next.seats : 0, why: next.kind === 'invalid' ? next.why : null,
      names: next.kind === 'tie' ? (votes ?? []).filter(({ key }) => next.keys.includes(key)).map(({ name }) => name) : [], candidateIds: standing.memberIds, unnamed: standing.unnamed,
    } : null,
  }
}

/** The groups that the caller knows of: whoever counts without leading knows the pile that is counted now, and nothing of the phones. */
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
    manner: election.manner, consent: all ? consentOf(election.consent) : null, candidates: all || isFrozen(election) ? election.candidates : [], unordered: facts.unordered,
    // Why somebody is left out or has no vote is for nobody but those who lead and the superior who agreed.
    excluded: all ? election.excluded : [], exclusionConsent: all ? consentOf(election.exclusionConsent) : null, counters: election.counters, without: all ? roll.without : [],
    expected: all ? expected : null, present: all ? election.present.length : null, presentIds: all ? election.present : [], quorum: all ? quorumOf(expected) : null,
    groups: groupsFor(election, all, mine.counts).map(({ key, name, entry, entitled, rates }) => ({ key, name, entry, entitled, rates, taken: isPaper({ entry }) ? null : facts.takenBy.get(key) ?? null, counted: facts.counted.has(key) })),
    ballots: all || isFrozen(election) ? election.ballots.map(ballot => ballotOut(election, ballot, shown)) : [], current: election.current, warnings: facts.warnings, posts: [...mayHold(election.body)],
    elected: shown ? electedOf(election).map(({ memberId, name, inFavour }) => ({ memberId, name, inFavour })) : [], left: shown && election.left ? { seats: election.left.seats, agreed: election.left.agreed, present: election.left.present } : null,
    chosen: shown ? election.chosen : [], chosenOn: shown ? election.chosenOn : null, approval: shown && election.approval ? { day: election.approval.day, document: election.approval.document, byName: election.approval.byName } : null,
    mine, ...abilitiesOf(election, facts),
  }
}

function abilitiesOf(election: Election, { role, mine, roll, fullMembers, approver }: Facts) {
  const leads = role === 'leads' ? null : forbidden
  const { state } = election
  const counted = election.ballots.some(({ votes, next }) => votes !== null || next !== null)
  const shown = role !== 'member' || state === 'published'
  return abilities({
    change: leads ?? whyCannotChange(election), step: leads ?? whyFixed(election), attend: leads ?? whyNotNow(election, 'attend'),
    open: leads ?? (state === 'open' ? forbidden : whyCannotOpen({ election, roll, fullMembers })),
    pause: leads ?? whyNotNow(election, 'pause'), resume: leads ?? whyNotNow(election, 'resume'), close: leads ?? (state === 'closed' ? forbidden : whyNotNow(election, 'close')), redo: leads ?? whyCannotRedo(election),
    nextBallot: leads ?? whyNoNext(election), leaveSeats: leads ?? whyCannotLeave(election, null), nameOther: leads ?? whyNothingToName(election),
    choose: leads ?? whyCannotDivide(election), report: leads ?? whyCannotReport(election) ?? (election.reportedAt ? { code: 'electionReported' as const } : null),
    approve: approver ? whyCannotApprove(election, approver) : forbidden, publish: leads ?? (state === 'published' ? forbidden : whyCannotPublish(election)),
    vote: whyNotNow(election, 'vote') ?? (currentOf(election).manner === 'paper' ? { code: 'ballotOnPaper' as const } : mine.taken ? { code: 'ballotUsed' as const } : mine.entitled ? null : { code: 'ballotNotEntitled' as const }),
    count: mine.counts ? whyNotNow(election, 'count') : forbidden,
    seeResult: !shown ? forbidden : counted ? null : whyNotNow(election, 'seeResult') ?? (isFirst(election) ? { code: 'notFound' as const } : null),
    record: leads ?? whyNotNow(election, 'seeResult'),
  })
}
