import type { ballots } from '../../../types/contracts/ballots'
import type { ModuleHandlers } from '../../platform/context'
import { _, find, read, transaction } from '../../platform/database'
import { guard, refuse, Refused } from '../../platform/errors'
import { STRUCK, turnoutId } from '../../services/ballot-box/cast'
import { ownGroupOf } from '../../services/balloting/asked'
import { ballotingLed, groupOf } from '../../services/balloting/load'
import { whyCannotGive } from './paper-rules'

/** What is told to whoever has taken a paper and opens the ballot on the phone nevertheless. */
const TOOK_PAPER = '领了纸质票'

/** Papers for members who would vote on phones. */
export const papersHandlers: Pick<ModuleHandlers<typeof ballots>, 'ballots.givePaper'> = {
  'ballots.givePaper': async (ctx, input) => {
    const balloting = await ballotingLed(ctx, input.kind, input.id)
    const group = ownGroupOf(balloting) ?? refuse('reviewNoGroup')
    guard(whyCannotGive(balloting, group))
    const { boxId } = groupOf(balloting, group.key)
    const turnout = turnoutId(boxId, input.memberId)
    try {
      await transaction(async tx => {
        const entitlement = await tx.read('ballot_entitlements', turnout)
        if (!entitlement) refuse('notFound')
        if (entitlement.paper) return
        if (entitlement.struck) refuse('ballotStruck', { reason: entitlement.struck })
        // Stands where the turnout would, as a striking does: of a ballot that comes in at this moment and the paper, one finds the other.
        await tx.add('turnouts', { _id: turnout, boxId, group: STRUCK, by: '' })
        await tx.update('ballot_entitlements', turnout, { struck: TOOK_PAPER, paper: true })
      })
    } catch (error) {
      const there = error instanceof Refused ? null : await read('turnouts', turnout)
      // Its answer was lost on the way: the paper is given.
      if (there?.group === STRUCK && (await read('ballot_entitlements', turnout))?.paper) return {}
      if (there) refuse('strikeUsed')
      throw error
    }
    return {}
  },
}

/** To whom papers were given, in the order of the roster. Two operations, one where there was none. */
export async function namesGiven(boxId: string): Promise<string[]> {
  const given = await find('ballot_entitlements', { boxId, paper: true }, { limit: 1000, fields: ['_id'] })
  if (given.length === 0) return []
  const ids = given.map(({ _id }) => _id.slice(boxId.length + 1))
  return (await find('members', { _id: _.in(ids) }, { orderBy: [['sortKey', 'asc']], limit: ids.length, fields: ['_id', 'name'] })).map(({ name }) => name)
}
