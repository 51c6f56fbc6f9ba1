import type { ballots } from '../../../types/contracts/ballots'
import type { ModuleHandlers } from '../../platform/context'
import { _, find } from '../../platform/database'
import { guard, refuse } from '../../platform/errors'
import { takeEntitlement } from '../../services/ballot-box/cast'
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
    await takeEntitlement(groupOf(balloting, group.key).boxId, input.memberId, TOOK_PAPER, true)
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
