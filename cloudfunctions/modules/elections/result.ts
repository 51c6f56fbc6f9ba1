/** What a ballot of an election comes to, and what may follow it (DOMAIN.md §1). Pure. */
import { nameWritten } from '../../../types/ballots'
import type { Refusal } from '../../../types/contracts/errors'
import type { Election, ElectionBallot, ElectionVotes, Elector } from '../../platform/documents'
import { isValidReturn, outcomeOf } from '../../regulations/election-rules'
import { electedOf, isSettled, nextOf, seatedOf, valid, type Next } from './seating'
import { currentOf, neededToWin, whyCannotCount, whyCannotStand, whyFixed, whyNotNow, type Roll, standingAs } from './rules'

/** What was counted of a ballot, on phones and paper together (services/balloting/counted). */
export interface Counted { issued: number; returned: number; invalid: number; answers: Record<string, Record<string, number>>; others: Record<string, number> }

/** Everybody's votes: the candidates as they stand on the ballot, then the names that were written in, each in favour of that person. Equal names are one. */
export function votesOf(candidates: Elector[], { answers, others }: Pick<Counted, 'answers' | 'others'>): ElectionVotes[] {
  const written = new Map<string, number>()
  for (const [name, n] of Object.entries(others)) if (n > 0) written.set(nameWritten(name), (written.get(nameWritten(name)) ?? 0) + n)
  return [
    ...candidates.map(({ memberId, name, note }) => ({ key: memberId, name: note ? `${name}（${note}）` : name, memberId, inFavour: answers[memberId]?.inFavour ?? 0, against: answers[memberId]?.against ?? 0, abstain: answers[memberId]?.abstain ?? 0, other: false })),
    ...[...written].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).map(([name, inFavour]) => ({ key: `*${name}`, name, memberId: null, inFavour, against: 0, abstain: 0, other: true })),
  ]
}

/** A ballot as it was counted: who is elected and what is next. More papers returned than given out: all of it is void. */
export function countedBallot(ballot: ElectionBallot, candidates: Elector[], counted: Counted, before: string[]): ElectionBallot {
  const { issued, returned, invalid } = counted
  const papers = { issued, returned, invalid }
  if (!isValidReturn(returned, issued)) return { ...ballot, papers, votes: null, elected: [], next: { kind: 'invalid', why: `收回${returned}张，多于发出的${issued}张` } }
  const votes = votesOf(candidates, counted)
  // Who has a seat already is not elected a second time.
  const standing = votes.filter(({ name, other }) => !other || !before.includes(nameWritten(name)))
  const { elected, next } = outcomeOf(standing.map(({ key, inFavour }) => ({ name: key, inFavour })), ballot.seats, ballot.present)
  return { ...ballot, papers, votes, elected, next: next.kind === 'tie' ? { kind: 'tie', keys: next.names, seats: next.seats } : next }
}

export { electedOf }

/** Names of those who are elected and of whom nobody has said yet who they are. */
const unnamed = (votes: ElectionVotes[]): string[] => votes.filter(({ memberId }) => memberId === null).map(({ name }) => name)

type Stood = Pick<Election, 'ballots' | 'current' | 'gone' | 'left' | 'body' | 'seats' | 'deputyOnly' | 'candidates' | 'standsFor'>
/** Whom a ballot that is to follow has: of a tie exactly those who are tied; of the next post those who stand for it; else whoever was voted on or written in and is not elected. */
export function standingFor(election: Stood): { memberIds: string[]; unnamed: string[] } {
  const { votes } = currentOf(election)
  const next = nextOf(election)
  if (next?.kind === 'tie') {
    const tied = (votes ?? []).filter(({ key }) => next.keys.includes(key))
    return { memberIds: tied.flatMap(({ memberId }) => memberId ?? []), unnamed: unnamed(tied) }
  }
  if (next?.kind !== 'few' && next?.kind !== 'post') return { memberIds: [], unnamed: [] }
  const elected = new Set(electedOf(election).map(({ memberId, key }) => memberId ?? key))
  const left = next.kind === 'post' ? [] : valid(election).filter(ballot => (ballot.post ?? null) === next.post).flatMap(ballot => ballot.votes ?? []).flatMap(({ memberId }) => memberId ?? [])
  const stands = next.post ? standingAs(election, next.post) : []
  // Who has a seat is known before anybody stands beside; any other name that nobody has been found for stands for nobody and holds up nothing.
  return { memberIds: [...new Set([...left, ...stands])].filter(memberId => !elected.has(memberId)), unnamed: unnamed(electedOf(election)) }
}

type Following = Pick<Election, 'state' | 'reportedAt' | 'approval'> & Stood
/** Whether the assembly has left open what is open: not where more is open since, because somebody who was elected has left. */
function isLeft(election: Stood, next: Next): boolean {
  if (!election.left || next.kind === 'tie' || !('seats' in next)) return election.left !== null
  return next.post !== 'secretary' && next.seats <= election.left.seats && seatedOf(election).length > 0
}

/** Why nothing follows the ballot that was counted last. */
function whyNothingFollows(election: Following, act: 'nextBallot' | 'leaveSeats'): Refusal | null {
  const early = whyFixed(election) ?? whyNotNow(election, act)
  if (early) return early
  const next = nextOf(election)
  if (next?.kind === 'invalid') return { code: 'electionInvalid', detail: { why: next.why } }
  return next === null || next.kind === 'done' || isLeft(election, next) ? { code: 'electionNoneLeft' } : null
}

/** Whether one more ballot can be prepared. */
export const whyNoNext = (election: Following): Refusal | null => whyNothingFollows(election, 'nextBallot')

/** Whether these can stand on it. How many they are for how many seats is not judged: what holds for a second ballot is not known. */
export function whyWrongNext(election: Following & Pick<Election, 'counters'>, candidateIds: string[]): Refusal | null {
  const early = whyNoNext(election)
  if (early) return early
  const { memberIds, unnamed: names } = standingFor(election)
  if (names.length > 0) return { code: 'electionNameFirst', detail: { names: names.join('、') } }
  const asked = new Set(candidateIds)
  const foreign = [...asked].some(memberId => !memberIds.includes(memberId))
  const { votes } = currentOf(election)
  const next = nextOf(election)
  if (next?.kind === 'tie' && (foreign || asked.size !== memberIds.length)) return { code: 'electionTied', detail: { names: (votes ?? []).filter(({ key }) => next.keys.includes(key)).map(({ name }) => name).join('、') } }
  return foreign || asked.size < candidateIds.length ? { code: 'electionNotStanding' } : whyCannotCount(election.counters, candidateIds)
}

/** Whether the assembly may leave seats open: too few were elected, and more than half of the electors present agree. */
export function whyCannotLeave(election: Following, agreed: number | null): Refusal | null {
  const early = whyNothingFollows(election, 'leaveSeats')
  if (early) return early
  const { present } = currentOf(election)
  const next = nextOf(election)
  if (next?.kind !== 'few' && next?.kind !== 'post') return { code: 'electionNoneLeft' }
  // Nobody at all, or no secretary where the assembly elects one: that cannot be left open.
  if (seatedOf(election).length === 0 || next.post === 'secretary') return { code: 'electionLeaveNone' }
  const needed = neededToWin(present)
  return agreed !== null && (agreed < needed || agreed > present) ? { code: 'electionLeave', detail: { present, needed, agreed } } : null
}

/** Why no name that was written in waits for a person. */
export function whyNothingToName(election: Following): Refusal | null {
  const early = whyFixed(election) ?? whyNotNow(election, 'nameOther')
  if (early) return early
  return unnamed(currentOf(election).votes ?? []).length > 0 ? null : { code: 'electionNoSuchName', detail: { name: '' } }
}

/** Whether a name that was written in on the last ballot means this person: somebody of that very name who may stand. */
export function whyNotNamed(election: Following, written: string, person: Elector, roll: Roll): Refusal | null {
  const early = whyFixed(election) ?? whyNotNow(election, 'nameOther')
  if (early) return early
  const { votes } = currentOf(election)
  const row = votes?.find(({ other, name }) => other && name === nameWritten(written))
  if (!row) return { code: 'electionNoSuchName', detail: { name: written } }
  if (nameWritten(person.name) !== row.name) return { code: 'electionOtherName', detail: { written: row.name, name: person.name } }
  if (votes?.some(({ memberId, key }) => memberId === person.memberId && key !== row.key) || electedOf(election).some(({ memberId, key }) => memberId === person.memberId && key !== row.key)) return { code: 'electionNotStanding' }
  return whyCannotStand(person.memberId, roll)
}

/** Why the assembly has not finished: seats are still to be voted on, or a name is nobody's yet. `what` cannot be done before. */
export function whyNotSettled(election: Stood, what: string): Refusal | null {
  const { next } = currentOf(election)
  if (next?.kind === 'invalid') return { code: 'electionInvalid', detail: { why: next.why } }
  if (!isSettled(election)) return { code: 'electionNotSettled', detail: { what } }
  const names = unnamed(electedOf(election))
  return names.length > 0 ? { code: 'electionNameFirst', detail: { names: names.join('、') } } : null
}

/** Whether the ballot that is held or was counted last may be declared void. */
export const whyCannotRedo = (election: Following): Refusal | null => whyFixed(election) ?? whyNotNow(election, 'redo')

/** Whether members may see who is elected. */
export const whyCannotPublish = (election: Following): Refusal | null => whyNotNow(election, 'publish') ?? whyNotSettled(election, '不能公布')
