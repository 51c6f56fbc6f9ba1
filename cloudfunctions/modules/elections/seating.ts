/** What an assembly votes on in which order, who is seated by it, and what is left to be voted on (DOMAIN.md §1). Pure. */
import { dayInWords } from '../../../types/words'
import type { Election, ElectionBallot, ElectionNext, ElectionVotes } from '../../platform/documents'
import { postsVoted, type VotedPost } from './rules'

type Held = Pick<Election, 'ballots'>
/** The ballots that count. */
export const valid = ({ ballots }: Held): ElectionBallot[] => ballots.filter(({ voidReason }) => voidReason === null)

/** Whom one ballot elected, by their votes. */
const electedBy = ({ votes, elected }: ElectionBallot): ElectionVotes[] => elected.flatMap(key => votes?.filter(one => one.key === key) ?? []).sort((a, b) => b.inFavour - a.inFavour)

/** Everybody who is elected over all ballots, each ballot's by their votes. */
export const electedOf = (election: Held): ElectionVotes[] => valid(election).flatMap(electedBy)

/** Whether somebody who was elected has left since. */
export const isGone = ({ gone = [] }: Pick<Election, 'gone'>, memberId: string | null): boolean => gone.some(one => one.memberId === memberId)

/** Those of the elected who have left since: of a ballot that was declared void nobody was elected. */
export const goneOf = ({ gone = [], ...held }: Held & Pick<Election, 'gone'>): NonNullable<Election['gone']> => {
  const elected = electedOf(held).map(({ memberId }) => memberId)
  return gone.filter(({ memberId }) => elected.includes(memberId))
}

type Seated = Held & Pick<Election, 'gone'>
/** Those of the elected who take up what they were elected to; with a post, those elected to it. */
export const seatedOf = (election: Seated, post?: VotedPost): ElectionVotes[] =>
  valid(election).filter(ballot => post === undefined || (ballot.post ?? 'secretary') === post).flatMap(electedBy).filter(({ memberId }) => !isGone(election, memberId))

type Open = Seated & Pick<Election, 'body' | 'seats' | 'deputyOnly' | 'current' | 'left'>
/** What may be voted on next, and for which post. `kind` post: a post of which no ballot has been held. */
export type Next = Exclude<ElectionNext, { kind: 'tie' | 'few' }> | ((Extract<ElectionNext, { kind: 'tie' | 'few' }> | { kind: 'post'; seats: number }) & { post: VotedPost | null })

/** What may follow the ballot that was counted last; null while it is not counted. Seats of those who have left since are open again. */
export function nextOf(election: Open): Next | null {
  const ballot = election.ballots.find(({ key }) => key === election.current)!
  const { next } = ballot
  const post = ballot.post ?? null
  if (!next || next.kind === 'invalid') return next
  if (next.kind === 'tie') return { ...next, post }
  if (election.body === 'committee') {
    const open = election.seats - seatedOf(election).length
    return open > 0 ? { kind: 'few', seats: open, post: null } : { kind: 'done' }
  }
  const due = postsVoted(election).find(one => seatedOf(election, one).length === 0)
  if (!due) return { kind: 'done' }
  const before = valid(election).some(one => one.next !== null && (one.post ?? 'secretary') === due)
  return before ? { kind: 'few', seats: 1, post: due } : { kind: 'post', seats: 1, post: due }
}

/** Whether the assembly has voted on all that it elects, or has left the rest open. Who has left since leaves a vacancy, but a branch without a committee needs its secretary. */
export function isSettled(election: Open): boolean {
  const next = nextOf(election)
  if (!next || next.kind === 'invalid' || next.kind === 'tie') return false
  if (election.body === 'committee') return seatedOf(election).length > 0 && (election.left !== null || electedOf(election).length >= election.seats)
  const posts = postsVoted(election)
  if (posts.includes('secretary') && seatedOf(election, 'secretary').length === 0) return false
  return election.left !== null || posts.every(post => valid(election).some(ballot => (ballot.post ?? 'secretary') === post && ballot.elected.length > 0))
}

/** Whether nobody is seated too many: as many as there are seats, and one for each post that the assembly votes on. */
export const fits = (election: Open): boolean =>
  (election.body === 'committee' ? seatedOf(election).length <= election.seats : postsVoted(election).every(post => seatedOf(election, post).length <= 1))

/** Seats that stay empty: left open by the assembly, or of those who have left since. */
export const vacantOf = (election: Open): number => Math.max(0, election.seats - seatedOf(election).length)

/** What is said of somebody who has left: 王建国当选后于2026年11月22日离开，不再任职：组织关系转出. */
export const goneText = ({ name, day, reason }: NonNullable<Election['gone']>[number]): string => `${name}当选后于${dayInWords(day)}离开，不再任职：${reason}`
