/** How an election is kept while it is prepared: its due ballot and the groups follow from its settings. */
import { posts as postLabels } from '../../../types/contracts/codes'
import type { Election, ElectionBallot, SuperiorConsent } from '../../platform/documents'
import type { BallotGroup } from '../../platform/documents'
import { isFirst, firstOf } from './rules'

/** The nth key of an election's ballots, as its group and box are named. */
const ballotKey = (n: number): string => `b${n}`
const numbers = '一二三四五六七八九十'
/** What the nth ballot that counts is called. */
export const ballotName = (n: number): string => `第${numbers[n - 1] ?? n}次投票`

/** What each ballot that counts is called: where posts are voted on one after the other, each post's by themselves. */
export function ballotNames(ballots: Pick<ElectionBallot, 'key' | 'post' | 'voidReason'>[]): Map<string, string> {
  const held = ballots.filter(({ voidReason }) => voidReason === null)
  const posts = new Set(held.map(({ post }) => post ?? null))
  return new Map(held.map(({ key, post }) => {
    const same = held.filter(one => (one.post ?? null) === (post ?? null))
    const name = ballotName(same.findIndex(one => one.key === key) + 1)
    return [key, post && (posts.size > 1 || post === 'deputySecretary') ? `${postLabels[post]}，${name}` : name]
  }))
}

/** A ballot before anything is known of it. */
export const blankBallot = (n: number, facts: Pick<ElectionBallot, 'seats' | 'candidateIds' | 'manner' | 'post'>): ElectionBallot =>
  ({ key: ballotKey(n), ...facts, present: 0, expected: 0, heldOn: null, papers: null, votes: null, elected: [], next: null, voidReason: null })

/** The groups of the ballots that count; the due one is of those counted present, the others as they were held. */
export function groupsOf({ ballots, current, present }: Pick<Election, 'ballots' | 'current' | 'present'>): BallotGroup[] {
  const names = ballotNames(ballots)
  return ballots.filter(({ voidReason }) => voidReason === null).map(ballot => ({
    key: ballot.key, name: names.get(ballot.key)!, entry: ballot.manner === 'phone' ? 'roster' as const : 'paper' as const, entitled: ballot.key === current && ballot.heldOn === null ? present.length : ballot.present, rates: null,
  }))
}

type Settled = Pick<Election, 'ballots' | 'groups' | 'current' | 'keys' | 'opening'>
/**
 * The due ballot as the settings have it now. One whose opening was cut off gets another key, and so a box of its own:
 * the one that is there is as the settings were before.
 */
export function prepared(election: Election): Settled {
  const keys = election.keys + (election.opening ? 1 : 0)
  const current = election.opening ? ballotKey(keys) : election.current
  const first = isFirst(election)
  const ballots = election.ballots.map(ballot => (ballot.key !== election.current ? ballot : {
    ...ballot, key: current, manner: election.manner, ...(first && firstOf(election)),
  }))
  return { ballots, current, keys, opening: false, groups: groupsOf({ ballots, current, present: election.present }) }
}

/** The election with one more ballot, which is to be prepared; the one before stands. */
export function followed(election: Election, facts: Pick<ElectionBallot, 'seats' | 'candidateIds' | 'post'>): Settled {
  const ballot = blankBallot(election.keys + 1, { ...facts, manner: election.manner })
  const ballots = [...election.ballots, ballot]
  return { ballots, current: ballot.key, keys: election.keys + 1, opening: false, groups: groupsOf({ ballots, current: ballot.key, present: election.present }) }
}

/** The election with its last ballot declared void, and the same to be held again; what it had come to, where it was counted, stays on record. */
export function annulled(election: Election, reason: string, voided: NonNullable<ElectionBallot['voided']>): Settled {
  const ballots = election.ballots.map(ballot => (ballot.key === election.current ? { ...ballot, voidReason: reason, voided } : ballot))
  const last = ballots.at(-1)!
  return followed({ ...election, ballots }, { seats: last.seats, candidateIds: last.candidateIds, post: last.post ?? null })
}

/** A consent as it is kept; who entered it stays where it says the same. */
export function consentFrom(before: SuperiorConsent | null, given: Pick<SuperiorConsent, 'superior' | 'document' | 'day'> | null, by: { name: string; at: Date }): SuperiorConsent | null {
  if (!given) return null
  const same = before?.superior === given.superior && before.document === given.document && before.day === given.day
  return { ...given, ...(same ? { byName: before.byName, at: before.at } : { byName: by.name, at: by.at }) }
}
