/** A ballot goes in: into a slot found at random, in the transaction that records the turnout. */
import { randomBytes } from 'node:crypto'
import type { BallotBox } from '../../platform/documents'
import { read, transaction } from '../../platform/database'
import { refuse } from '../../platform/errors'
import { COMMITMENT, freeSlot, padded } from './box'
import type { Ticket } from './ticket'

/** Somebody else may have taken the slot that was found: so often another is looked for. */
const TRIES = 12

/** In place of a group where an entitlement was struck: no ballot of it comes in any more. */
export const STRUCK = 'struck'
export const turnoutId = (boxId: string, key: string): string => `${boxId}_${key}`

/** Where to begin to look: only the test of what this is for looks elsewhere. */
export const chance = { from: (): string => randomBytes(18).toString('base64url') }

/**
 * Puts a ballot in. True: it is in now. False: a ballot of this entitlement is in already, this one or another; nobody
 * can say which. Refuses with `ballotClosed` where no slot is free any more. Six operations.
 * @param content a judged ballot (./ballot, `written`)
 * @param commitment the phone's own, or empty where no receipts are given: elections
 */
export async function castBallot(box: Pick<BallotBox, '_id' | 'length'>, ticket: Pick<Ticket, 'group' | 'key'>, content: string, commitment: string): Promise<boolean> {
  const turnout = { _id: turnoutId(box._id, ticket.key), boxId: box._id, group: ticket.group }
  for (let n = 0; n < TRIES; n++) {
    const slotId = await freeSlot(box._id, ticket.group, chance.from())
    if (!slotId) break
    try {
      const put = await transaction(async tx => {
        if ((await tx.read('ballot_slots', slotId))?.state !== 'free') return false
        await tx.add('turnouts', turnout)
        await tx.update('ballot_slots', slotId, { state: 'cast', content: padded(content, box.length), commitment: padded(commitment, COMMITMENT) })
        return true
      })
      if (put) return true
    } catch (error) {
      if (await isTaken(turnout._id)) return false
      throw error
    }
  }
  if (await isTaken(turnout._id)) return false
  refuse((await read('ballot_boxes', box._id))?.state === 'open' ? 'ballotFull' : 'ballotClosed')
}

/** Whether a ballot of an entitlement is in; refuses where it was struck. Both stand under the same key in their collections. */
async function isTaken(_id: string): Promise<boolean> {
  const turnout = await read('turnouts', _id)
  if (turnout?.group === STRUCK) refuse('ballotStruck', { reason: (await read('ballot_entitlements', _id))?.struck ?? '' })
  return turnout !== null
}
