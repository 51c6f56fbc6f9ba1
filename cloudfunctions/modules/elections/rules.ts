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
  change: ['draft'], attend: ['draft'], held: ['closed', 'published'], open: ['draft', 'open'], pause: ['open'], resume: ['paused'], close: ['open', 'paused', 'closed'], redo: ['open', 'paused', 'closed'],
  nextBallot: ['closed', 'published'], leaveSeats: ['closed', 'published'], nameOther: ['closed'], choose: ['closed', 'published'], report: ['closed', 'published'], publish: ['closed', 'published'],
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
const fixed = { body: '选举什么', bodyConsent: '不设委员会的依据', seats: '应选人数', deputyOnly: '选举什么', candidateIds: '候选人', deputyIds: '副书记的候选人', ordered: '候选人的顺序', excluded: '不计入应到的人', exclusionConsent: '不计入应到的依据' } as const
/** Whether settings may be changed: what was voted on stays as it was. */
export function whyCannotChange(election: Pick<Election, 'state' | 'ballots' | 'current'>, fields: string[] = []): Refusal | null {
  const what = isFirst(election) ? undefined : fields.find(field => field in fixed)
  return whyNotNow(election, 'change') ?? (what ? { code: 'electionBegun', detail: { what: fixed[what as keyof typeof fixed] } } : null)
}

/** Whether a ballot that counts was held on phones before: the consent by which it was stands, and no other takes its place. */
export const heldOnPhones = ({ ballots, current }: Pick<Election, 'ballots' | 'current'>): boolean => ballots.some(({ key, manner, voidReason }) => key !== current && manner === 'phone' && voidReason === null)

/** Whether a step may be entered on a day, or taken back (null): in order, not before it happened, and not once people have voted by it. */
export function whyCannotStep(election: Pick<Election, 'state' | 'ballots' | 'current' | 'steps' | 'reportedAt' | 'approval'>, step: ElectionStep, day: string | null, today: string): Refusal | null {
  const { steps, ballots } = election
  const reported = whyFixed(election)
  if (reported) return reported
  if (isFrozen(election) && (day === null || steps[step])) return { code: 'electionStepKept' }
  if (day === null) return null
  if (day > today) return { code: 'datesWrong', detail: { what: '日期不能晚于今天' } }
  const held = step === 'replied' ? ballots.find(({ heldOn, voidReason }) => voidReason === null && heldOn !== null && heldOn < day) : undefined
  return held ? { code: 'electionStepOrder', detail: { later: '大会投票', earlier: electionSteps.replied, day } } : null
}

/** A post that the assembly itself votes on. */
export type VotedPost = NonNullable<ElectionBallot['post']>

/** The posts that the assembly fills one after the other, each with candidates of its own; none where it elects a committee. */
export function postsVoted({ body, seats, deputyOnly }: Pick<Election, 'body' | 'seats' | 'deputyOnly'>): VotedPost[] {
  if (body === 'committee') return []
  if (deputyOnly && seats === 1) return ['deputySecretary']
  return seats > 1 ? ['secretary', 'deputySecretary'] : ['secretary']
}

type Standing = Pick<Election, 'body' | 'seats' | 'deputyOnly' | 'candidates' | 'standsFor'>
/** Who stands for a post; of a committee, and where one post alone is voted on, everybody. */
export function standingAs(election: Standing, post: VotedPost | null): string[] {
  const all = election.candidates.map(({ memberId }) => memberId)
  if (post === null || postsVoted(election).length < 2 || !election.standsFor) return all
  return all.filter(memberId => election.standsFor![post].includes(memberId))
}

/** What the first ballot is about. */
export const firstOf = (election: Standing): Pick<ElectionBallot, 'seats' | 'candidateIds' | 'post'> => {
  const [post = null] = postsVoted(election)
  return { post, seats: post ? 1 : election.seats, candidateIds: standingAs(election, post) }
}

/** How many candidates the first ballot needs at least: more than seats for a committee. A post of a branch without one is voted on by itself, and more than one for it is not demanded. */
export const candidatesNeeded = ({ body, seats }: Pick<Election, 'body' | 'seats'>): number => (body === 'committee' ? candidatesFor(seats) : 1)

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
export const demanded = ['replied', 'method'] as const satisfies ElectionStep[]

/** Why what is elected does not fit the branch: who has a committee, and of how many (支部条例 §20). Of a by-election that is only spoken of. */
function whyWrongBody({ body, seats, occasion, bodyConsent }: Pick<Election, 'body' | 'seats' | 'occasion' | 'bodyConsent'>, fullMembers: number): Refusal | null {
  const { committeeFrom, committeePersons } = sizeRules
  if (body === 'secretary') {
    const { value, ...source } = electionThresholds.withoutCommittee
    if (seats > value) return { code: 'electionSeats', detail: { what: '不设委员会的支部选书记1人，必要时选副书记1人', rule: basisOf(source) } }
    return fullMembers >= committeeFrom.value && !bodyConsent ? { code: 'electionNeedsCommittee', detail: { full: fullMembers, min: committeeFrom.value, rule: basisOf(committeeFrom) } } : null
  }
  if (occasion === 'byElection') return null
  if (fullMembers < committeeFrom.value) return { code: 'electionCommitteeSize', detail: { full: fullMembers, min: committeeFrom.value, rule: basisOf(committeeFrom) } }
  return seats < committeePersons.value.from ? { code: 'electionSeats', detail: { what: `支部委员会至少${committeePersons.value.from}人，现在应选${seats}人`, rule: basisOf(committeePersons) } } : null
}

type Candidacy = Pick<Election, 'body' | 'seats' | 'deputyOnly' | 'candidates' | 'standsFor'>
/** Why candidates do not do for the first ballot, or for the post that is voted on after it. */
function whyWrongCandidates(election: Candidacy, roll: Roll): Refusal | null {
  const needed = candidatesNeeded(election)
  const { seats, candidates } = election
  const n = firstOf(election).candidateIds.length
  if (n < needed) return { code: 'electionCandidates', detail: { seats: firstOf(election).seats, needed, n, rule: basisOf(election.body === 'committee' ? electionThresholds.moreCandidates : sizeRules.committeeFrom) } }
  if (seats > 1 && election.body === 'secretary' && standingAs(election, 'deputySecretary').length === 0) return { code: 'electionNoDeputy' }
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
  // Of phones alone nobody counts; papers two do.
  if (manner === 'paper' && counters.length === 1) return { code: 'counterOne' }
  if (manner === 'phone' && !consent) return { code: 'voteNoConsent', detail: { kind: '选举' } }
  return whyNotPresent(excluded, present, roll) ?? whyNoQuorum(present.length, expectedOf(election, roll.electors))
}

/** Whether enough electors are there. */
export const whyNoQuorum = (present: number, expected: number): Refusal | null =>
  (expected > 0 && hasQuorum(present, expected) ? null : { code: 'electionQuorum', detail: { expected, present, needed: quorumOf(expected), rule: basisOf(electionThresholds.quorum) } })
