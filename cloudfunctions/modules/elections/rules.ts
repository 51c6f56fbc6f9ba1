/** Who may do what with an election before its ballots are counted, and when (DOMAIN.md §1). Pure. */
import { ballotStates, electionSteps, type ElectionStep } from '../../../types/contracts/codes-ballots'
import type { ReviewState } from '../../../types/contracts/codes'
import type { Refusal } from '../../../types/contracts/errors'
import type { Election, ElectionBallot, Elector } from '../../platform/documents'
import { candidatesFor, electionThresholds, hasQuorum } from '../../regulations/election-rules'
import { neededOf } from '../../regulations/majority-rules'
import { sizeRules } from '../../regulations/organisation-size'

/** What each act needs the election to be. */
const from = {
  change: ['draft'], attend: ['draft'], open: ['draft', 'open'], pause: ['open'], resume: ['paused'], close: ['open', 'paused', 'closed'], redo: ['open', 'paused', 'closed'],
  nextBallot: ['closed'], leaveSeats: ['closed'], nameOther: ['closed'], choose: ['closed', 'published'], report: ['closed', 'published'], publish: ['closed', 'published'],
  vote: ['open'], count: ['open', 'paused'], seeResult: ['closed', 'published'],
} satisfies Record<string, ReviewState[]>
export type Act = keyof typeof from

/** Whether an election stands where an act can be done. */
export const whyNotNow = (election: Pick<Election, 'state'>, act: Act): Refusal | null =>
  ((from[act] as ReviewState[]).includes(election.state) ? null : { code: 'reviewState', detail: { state: ballotStates[election.state] } })

/** The ballot that is being prepared, held, or was counted last. */
export const currentOf = ({ ballots, current }: Pick<Election, 'ballots' | 'current'>): ElectionBallot => ballots.find(({ key }) => key === current)!
/** Whether no ballot counts yet: the first is still being prepared, or is held, or every one before it was void. */
export const isFirst = ({ ballots, current }: Pick<Election, 'ballots' | 'current'>): boolean => ballots.every(({ key, voidReason }) => key === current || voidReason !== null)
/** Whether electors are frozen: somebody may have voted by them. */
export const isFrozen = (election: Pick<Election, 'state' | 'ballots' | 'current'>): boolean => election.state !== 'draft' || !isFirst(election)

/** What the superior has been told does not change any more. */
export const whyFixed = ({ reportedAt, approval }: Pick<Election, 'reportedAt' | 'approval'>): Refusal | null =>
  (approval ? { code: 'electionApproved' } : reportedAt ? { code: 'electionReported' } : null)

/** What the first ballot fixes for the whole election. */
const fixed = { body: '选举什么', seats: '应选人数', candidateIds: '候选人', ordered: '候选人的顺序', excluded: '不计入应到的人', exclusionConsent: '不计入应到的依据' } as const
/** Whether settings may be changed: what was voted on stays as it was. */
export function whyCannotChange(election: Pick<Election, 'state' | 'ballots' | 'current'>, fields: string[] = []): Refusal | null {
  const what = isFirst(election) ? undefined : fields.find(field => field in fixed)
  return whyNotNow(election, 'change') ?? (what ? { code: 'electionBegun', detail: { what: fixed[what as keyof typeof fixed] } } : null)
}

/** Whether a ballot that counts was held on phones before: the consent by which it was stands, and no other takes its place. */
export const heldOnPhones = ({ ballots, current }: Pick<Election, 'ballots' | 'current'>): boolean => ballots.some(({ key, manner, voidReason }) => key !== current && manner === 'phone' && voidReason === null)

const inOrder = Object.keys(electionSteps) as ElectionStep[]
/** Whether a step may be entered on a day, or taken back (null): in order, not before it happened, and not once people have voted by it. */
export function whyCannotStep(election: Pick<Election, 'state' | 'ballots' | 'current' | 'steps' | 'reportedAt' | 'approval'>, step: ElectionStep, day: string | null, today: string): Refusal | null {
  const { steps } = election
  const reported = whyFixed(election)
  if (reported) return reported
  if (isFrozen(election) && (day === null || steps[step])) return { code: 'electionStepKept' }
  if (day === null) return null
  if (day > today) return { code: 'datesWrong', detail: { what: '日期不能晚于今天' } }
  const at = inOrder.indexOf(step)
  const apart = (earlier: ElectionStep, later: ElectionStep, limit: string): Refusal => ({ code: 'electionStepOrder', detail: { later: electionSteps[later], earlier: electionSteps[earlier], day: limit } })
  const before = inOrder.slice(0, at).find(other => (steps[other]?.day ?? '') > day)
  if (before) return apart(before, step, steps[before]!.day)
  const after = inOrder.slice(at + 1).find(other => steps[other] && steps[other].day < day)
  return after ? apart(step, after, day) : null
}

/** How many candidates an election needs at least; that a branch without a committee has more than seats is not demanded. */
export const candidatesNeeded = ({ body, seats }: Pick<Election, 'body' | 'seats'>): number => (body === 'committee' ? candidatesFor(seats) : seats)

const basisOf = ({ regulation, article }: { regulation: string; article: string }): string => `${regulation}${article}`

/** Whether somebody of the branch may be a candidate: only who has a vote may stand. */
export function whyCannotStand(memberId: string, { electors, without }: Roll): Refusal | null {
  if (electors.some(one => one.memberId === memberId)) return null
  const barred = without.find(one => one.memberId === memberId)
  return barred ? { code: 'electionCannotStand', detail: { name: barred.name, why: barred.why } } : { code: 'electionNoMember' }
}

/** Whether these may count ballots: nobody counts votes for oneself. */
export function whyCannotCount(counters: { memberId: string; name: string }[], candidateIds: string[]): Refusal | null {
  const stands = counters.find(({ memberId }) => candidateIds.includes(memberId))
  return stands ? { code: 'electionCounterStands', detail: { name: stands.name } } : null
}

/** Those who have a vote in the branch, and those who have none with the reason in words. */
export interface Roll { electors: Elector[]; without: (Elector & { why: string })[] }

/** Whether leaving people out of those expected stands: the superior agrees and the assembly has passed it. */
export const excludes = ({ exclusionConsent, steps }: Pick<Election, 'exclusionConsent' | 'steps'>): boolean => exclusionConsent !== null && steps.method !== undefined

/** How many should be there: the electors, without those who are left out. */
export function expectedOf(election: Pick<Election, 'exclusionConsent' | 'steps' | 'excluded'>, electors: Elector[]): number {
  const out = new Set(excludes(election) ? election.excluded.map(({ memberId }) => memberId) : [])
  return electors.filter(({ memberId }) => !out.has(memberId)).length
}

/** How many have to be there of so many. */
export const quorumOf = (expected: number): number => neededOf(expected, electionThresholds.quorum.value)
/** How many must be in favour of somebody, of so many present. */
export const neededToWin = (present: number): number => neededOf(present, electionThresholds.elected.value)

/** Whether these may be counted present: electors, and nobody who is left out of those expected. */
export function whyNotPresent(excluded: Election['excluded'], memberIds: string[], { electors, without }: Roll): Refusal | null {
  const out = excluded.find(({ memberId }) => memberIds.includes(memberId))
  if (out) return { code: 'electionExcludedPresent', detail: { name: out.name } }
  const known = new Set(electors.map(({ memberId }) => memberId))
  const foreign = memberIds.find(memberId => !known.has(memberId))
  if (foreign === undefined) return null
  const barred = without.find(({ memberId }) => memberId === foreign)
  return barred ? { code: 'electionNotElector', detail: { name: barred.name } } : { code: 'electionNoMember' }
}

/** Whether these may be left out of those expected: electors who are not there. That the superior and the assembly agree is asked at the opening. */
export function whyCannotExclude(excluded: Election['excluded'], present: string[], { electors }: Roll): Refusal | null {
  const there = excluded.find(({ memberId }) => present.includes(memberId))
  if (there) return { code: 'electionExcludedPresent', detail: { name: there.name } }
  const other = excluded.find(({ memberId }) => !electors.some(one => one.memberId === memberId))
  return other ? { code: 'electionNotExpected', detail: { name: other.name } } : null
}

/** Steps without which no ballot is opened: the superior's reply, and the method that the assembly passes. */
const demanded = ['replied', 'method'] as const satisfies ElectionStep[]

/** Why what is elected does not fit the branch: who has a committee, and of how many (支部条例 §20). */
function whyWrongBody({ body, seats }: Pick<Election, 'body' | 'seats'>, fullMembers: number): Refusal | null {
  const { committeeFrom, committeePersons } = sizeRules
  if (body === 'secretary') {
    const { value, ...source } = electionThresholds.withoutCommittee
    return seats > value ? { code: 'electionSeats', detail: { what: '不设委员会的支部选书记1人，必要时选副书记1人', rule: basisOf(source) } } : null
  }
  if (fullMembers < committeeFrom.value) return { code: 'electionCommitteeSize', detail: { full: fullMembers, min: committeeFrom.value, rule: basisOf(committeeFrom) } }
  return seats < committeePersons.value.from ? { code: 'electionSeats', detail: { what: `支部委员会至少${committeePersons.value.from}人，现在应选${seats}人`, rule: basisOf(committeePersons) } } : null
}

/** Why candidates do not do for the first ballot. */
function whyWrongCandidates(election: Pick<Election, 'body' | 'seats' | 'candidates'>, roll: Roll): Refusal | null {
  const needed = candidatesNeeded(election)
  const { seats, candidates } = election
  if (candidates.length < needed) return { code: 'electionCandidates', detail: { seats, needed, n: candidates.length, rule: basisOf(election.body === 'committee' ? electionThresholds.moreCandidates : sizeRules.committeeFrom) } }
  return candidates.map(({ memberId, name }): Refusal | null => { const why = whyCannotStand(memberId, roll); return why?.code === 'electionNoMember' ? { code: 'electionCannotStand', detail: { name, why: '不在本支部的名册上' } } : why }).find(why => why !== null) ?? null
}

export interface Opening {
  election: Election
  roll: Roll
  fullMembers: number
}

/** Whether the ballot that is due can be opened. */
export function whyCannotOpen({ election, roll, fullMembers }: Opening): Refusal | null {
  const state = whyNotNow(election, 'open')
  if (state || election.state === 'open') return state
  const { steps, excluded, manner, consent, counters, present } = election
  if (isFirst(election)) {
    const wrong = whyWrongBody(election, fullMembers)
    if (wrong) return wrong
    const missing = demanded.find(step => !steps[step])
    if (missing) return { code: 'electionStepMissing', detail: { step: electionSteps[missing] } }
    const candidates = whyWrongCandidates(election, roll)
    if (candidates) return candidates
    if (excluded.length > 0 && !excludes(election)) return { code: 'electionExclusion', detail: { n: excluded.length } }
  }
  if (counters.length === 0) return { code: 'electionNoCounter' }
  const counts = whyCannotCount(counters, currentOf(election).candidateIds)
  if (counts) return counts
  if (manner === 'phone' && !consent) return { code: 'voteNoConsent', detail: { kind: '选举' } }
  return whyNotPresent(excluded, present, roll) ?? whyNoQuorum(present.length, expectedOf(election, roll.electors))
}

/** Whether enough electors are there. */
export const whyNoQuorum = (present: number, expected: number): Refusal | null =>
  (expected > 0 && hasQuorum(present, expected) ? null : { code: 'electionQuorum', detail: { expected, present, needed: quorumOf(expected), rule: basisOf(electionThresholds.quorum) } })

/** What should be looked at before the opening and does not stop it. `unbound`: names of those present who have no account. */
export function warningsOf(election: Pick<Election, 'body' | 'seats' | 'steps' | 'state' | 'ballots' | 'current' | 'manner'>, { fullMembers, unordered, unbound }: { fullMembers: number; unordered: string[]; unbound: string[] }): string[] {
  if (election.state !== 'draft') return []
  const { committeeFrom, committeePersons } = sizeRules
  const missing = isFirst(election) ? inOrder.filter(step => !election.steps[step] && !(demanded as ElectionStep[]).includes(step)).map(step => electionSteps[step]) : []
  return [
    ...(missing.length > 0 ? [`还没有登记：${missing.join('、')}`] : []),
    ...(isFirst(election) && election.body === 'committee' && election.seats > committeePersons.value.upTo ? [`支部委员会一般不超过${committeePersons.value.upTo}人（${basisOf(committeePersons)}）`] : []),
    ...(isFirst(election) && election.body === 'secretary' && fullMembers >= committeeFrom.value ? [`正式党员${fullMembers}人，${committeeFrom.value}人以上的支部要设委员会（${basisOf(committeeFrom)}）`] : []),
    ...(unordered.length > 0 ? [`${unordered.join('、')}的笔画查不到，排在最后，请核对顺序`] : []),
    ...(election.manner === 'phone' && unbound.length > 0 ? [`${unbound.join('、')}没有绑定微信，请发纸质票，两人点票`] : []),
  ]
}
