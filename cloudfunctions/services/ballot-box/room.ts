/**
 * How many ballots a group takes that comes in by the room's code. All slots that it can ever need are written at the
 * opening; chance frees as many as people are counted present, and holds the others back. So when more come later, no slot
 * is younger than another, and none tells that its ballot was a late one.
 */
import { randomInt } from 'node:crypto'
import type { BoxState, VoterGroup } from '../../platform/documents'
import { _, db, findAll, read } from '../../platform/database'
import { refuse } from '../../platform/errors'

/** People who find room in a group, however few were counted first, and at most: VOTERS of the contract. */
const AT_LEAST = 300
const AT_MOST = 5000
/** Somebody else may set the number at the same moment: so often it is looked at again. */
const TRIES = 20
/** Slots that one request turns. */
const BATCH = 500

/** How many slots such a group has, of whom so many are counted present at the opening. */
export const roomFor = (entitled: number): number => Math.min(Math.max(AT_LEAST, entitled * 2), AT_MOST)

/**
 * Frees or holds back slots, by chance, until the group takes `n` ballots in all, those that are in included. Ballots may
 * come in meanwhile: there are never more than the larger of both numbers. Safe to repeat.
 * @param states in which the box may be: it is looked at before each turn, so that after its closing began a call turns slots once at most
 * @returns how many it takes now: more than `n` where so many are in already; null where the box stands otherwise
 */
export async function setFree(boxId: string, { key, slots }: Pick<VoterGroup, 'key' | 'slots'>, n: number, ...states: BoxState[]): Promise<number | null> {
  const idsOf = async (state: 'free' | 'held'): Promise<string[]> => (await findAll('ballot_slots', { boxId, group: key, state }, ['_id'])).map(({ _id }) => _id)
  for (let tries = 0; tries < TRIES; tries++) {
    const box = await read('ballot_boxes', boxId)
    if (!box || !states.includes(box.state)) return null
    // Reckoned from what is held back, which no ballot changes.
    const held = await idsOf('held')
    const taking = slots - held.length
    const from = taking < n ? held : taking > n ? await idsOf('free') : []
    if (from.length === 0) return taking
    const turned = taking < n ? { state: 'free' } : { state: 'held' }
    const chosen = drawn(from, Math.abs(n - taking))
    for (let at = 0; at < chosen.length; at += BATCH) await db.collection('ballot_slots').where({ _id: _.in(chosen.slice(at, at + BATCH)), state: taking < n ? 'held' : 'free' }).update(turned)
  }
  return refuse('conflict')
}

/** So many of these, each set of them as likely as every other. */
function drawn(ids: string[], n: number): string[] {
  const left = [...ids]
  return Array.from({ length: Math.min(n, left.length) }, () => left.splice(randomInt(left.length), 1)[0]!)
}
