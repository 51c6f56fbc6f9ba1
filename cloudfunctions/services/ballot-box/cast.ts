/** A ballot goes in: into a slot found at random, in the transaction that records the turnout. */
import type { BallotBox, Entitlement, Turnout } from '../../platform/documents'
import { read, transaction } from '../../platform/database'
import { refuse, Refused } from '../../platform/errors'
import type { KeptBallot } from './ballot'
import { freeSlot, slotText } from './box'
import type { Ticket } from './ticket'

/** Somebody else may have taken the slot that was found: so often another is looked for. */
const TRIES = 12

/** In place of a group where an entitlement was struck: no ballot of it comes in any more. */
export const STRUCK = 'struck'
export const turnoutId = (boxId: string, key: string): string => `${boxId}_${key}`

/**
 * Puts a ballot in. True: it is in now. False: a ballot by this very ticket is in already; what it says nobody can tell.
 * Refuses with `ballotUsed` where one by another ticket is, and with `ballotClosed` where no slot is free any more. Six operations.
 * @param ballot one that was judged (./ballot, `keptOf`)
 */
export async function castBallot(box: Pick<BallotBox, '_id' | 'asked' | 'length' | 'groups'>, ticket: Pick<Ticket, 'group' | 'key' | 'mark'>, ballot: KeptBallot): Promise<boolean> {
  const turnout = { _id: turnoutId(box._id, ticket.key), boxId: box._id, group: ticket.group, by: ticket.mark }
  for (let n = 0; n < TRIES; n++) {
    const slotId = await freeSlot(box, ticket.group)
    if (!slotId) break
    try {
      const put = await transaction(async tx => {
        if ((await tx.read('ballot_slots', slotId))?.state !== 'free') return false
        await tx.add('turnouts', turnout)
        await tx.update('ballot_slots', slotId, { state: 'cast', ...slotText(box, ballot) })
        return true
      })
      if (put) return true
    } catch (error) {
      if (await isTaken(turnout)) return false
      throw error
    }
  }
  if (await isTaken(turnout)) return false
  refuse((await read('ballot_boxes', box._id))?.state === 'open' ? 'ballotFull' : 'ballotClosed')
}

/**
 * Takes an entitlement that nobody has used, so that no ballot comes in by it any more: struck, or given out as a paper.
 * Refuses with `strikeUsed` where a ballot is in, and with `ballotStruck` where a paper is asked of one that was struck.
 * The same again changes nothing.
 */
export async function takeEntitlement(boxId: string, key: string, struck: string, paper = false): Promise<void> {
  const _id = turnoutId(boxId, key)
  const isDone = (entitlement: Entitlement): boolean => (paper ? entitlement.paper === true : entitlement.struck !== null)
  try {
    await transaction(async tx => {
      const entitlement = await tx.read('ballot_entitlements', _id)
      if (!entitlement) refuse('notFound')
      if (isDone(entitlement)) return
      if (entitlement.struck) refuse('ballotStruck', { reason: entitlement.struck })
      // Stands where the turnout would: of a ballot that comes in at this moment and this, one finds the other.
      await tx.add('turnouts', { _id, boxId, group: STRUCK, by: '' })
      await tx.update('ballot_entitlements', _id, { struck, ...(paper && { paper }) })
    })
  } catch (error) {
    const there = error instanceof Refused ? null : await read('turnouts', _id)
    if (!there) throw error
    // Its answer was lost on the way: it is done.
    const entitlement = there.group === STRUCK ? await read('ballot_entitlements', _id) : null
    if (!entitlement || !isDone(entitlement)) refuse('strikeUsed')
  }
}

/** Whether a ballot by this ticket is in; refuses where one by another is, or the entitlement was struck. Entitlement and turnout stand under the same key in their collections. */
async function isTaken({ _id, by }: Turnout): Promise<boolean> {
  const turnout = await read('turnouts', _id)
  if (turnout?.group === STRUCK) refuse('ballotStruck', { reason: (await read('ballot_entitlements', _id))?.struck ?? '' })
  if (turnout && turnout.by !== by) refuse('ballotUsed')
  return turnout !== null
}
