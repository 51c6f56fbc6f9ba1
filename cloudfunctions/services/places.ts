import type { SignUpState } from '../../types/contracts/codes'
import type { QueueEntry } from '../platform/documents'

/**
 * The arithmetic of an activity's queue, pure, for whoever signs people up (a tap, a group leader, a pasted chain).
 * The queue keeps the order of sign-up and nothing else: who goes and who waits follows from it and the capacity, so a
 * cancellation or a larger capacity moves people up without a write of its own.
 */
type Entry = Pick<QueueEntry, 'm' | 'guests'>

/** How many heads an entry takes: the person and those they bring. */
export const headsOf = (entry: Pick<Entry, 'guests'>): number => 1 + (entry.guests ?? 0)

/**
 * The entries that fit, a prefix of the queue: the first that does not fit and all after it wait, so nobody is
 * overtaken, not even by a person who brings nobody. A capacity of null has room for all.
 */
export function goingOf<E extends Entry>(queue: E[], capacity: number | null): E[] {
  if (capacity === null) return queue
  let heads = 0
  const firstOut = queue.findIndex(entry => (heads += headsOf(entry)) > capacity)
  return firstOut === -1 ? queue : queue.slice(0, firstOut)
}

/** How many heads (people and those they bring) some entries take. */
export const headsIn = (entries: Pick<Entry, 'guests'>[]): number => entries.reduce((sum, entry) => sum + headsOf(entry), 0)

export interface QueueStanding {
  mine: SignUpState
  /** Place in the waiting list from 1, counted in entries; null for who does not wait. */
  position: number | null
  /** Heads that go and heads that wait. */
  going: number
  waiting: number
}

/** Where a member stands in a queue, beside how many go and wait in all. A member who is not in it stands at `none`. */
export function standingIn(queue: Entry[], capacity: number | null, memberId: string): QueueStanding {
  const going = goingOf(queue, capacity)
  const index = queue.findIndex(entry => entry.m === memberId)
  const waits = index >= going.length
  return {
    mine: index === -1 ? 'none' : waits ? 'waiting' : 'going',
    position: waits ? index - going.length + 1 : null,
    going: headsIn(going),
    waiting: headsIn(queue) - headsIn(going),
  }
}

/** Who waited before a change of queue or capacity and goes after it, in order: those to be told. */
export function movedUp<E extends Entry>(before: Entry[], after: E[], capacityBefore: number | null, capacityAfter: number | null): E[] {
  const went = new Set(goingOf(before, capacityBefore).map(entry => entry.m))
  const waited = new Set(before.map(entry => entry.m).filter(m => !went.has(m)))
  return goingOf(after, capacityAfter).filter(entry => waited.has(entry.m))
}

/**
 * The queue on both sides of a removal, from the queue as it was read before (others may have come and gone since) and
 * the answer of the update, which may be the document before or after it. Who leaves stood behind those who stood before.
 */
export function aroundLeaving<E extends Entry>(seen: E[], answer: E[], leaving: string[]): { before: E[]; after: E[] } {
  const after = answer.filter(entry => !leaving.includes(entry.m))
  if (after.length < answer.length) return { before: answer, after }
  const before = [...after]
  for (const entry of seen.filter(candidate => leaving.includes(candidate.m))) {
    const ahead = new Set(seen.slice(0, seen.indexOf(entry)).map(other => other.m))
    before.splice(before.findLastIndex(other => ahead.has(other.m)) + 1, 0, entry)
  }
  return { before, after }
}
