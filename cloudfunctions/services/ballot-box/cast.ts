/** A ballot goes in: into a slot found at random, in the transaction that records the turnout. */
import type { BallotBox, Turnout } from '../../platform/documents'
import { read, transaction } from '../../platform/database'
import { refuse } from '../../platform/errors'
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

/** Whether a ballot by this ticket is in; refuses where one by another is, or the entitlement was struck. Entitlement and turnout stand under the same key in their collections. */
async function isTaken({ _id, by }: Turnout): Promise<boolean> {
  const turnout = await read('turnouts', _id)
  if (turnout?.group === STRUCK) refuse('ballotStruck', { reason: (await read('ballot_entitlements', _id))?.struck ?? '' })
  if (turnout && turnout.by !== by) refuse('ballotUsed')
  return turnout !== null
}
