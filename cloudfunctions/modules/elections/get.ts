import type { elections } from '../../../types/contracts/elections'
import type { ModuleHandlers } from '../../platform/context'
import { read } from '../../platform/database'
import { turnoutId } from '../../services/ballot-box/cast'
import { boxIdOf, ownGroupOf } from '../../services/balloting/asked'
import { groupsCounted } from '../../services/balloting/counted'
import { itemRefOf } from '../../services/balloting/items'
import { takenOf } from '../../services/balloting/opening'
import { inboxId, markItem } from '../../services/inbox'
import { withoutStrokes } from '../../services/stroke-order'
import { approverOf, electionSeen, fullMembers, rollOf } from './load'
import { currentOf, warningsOf } from './rules'
import { electionOf } from './views'

export const getHandler: Pick<ModuleHandlers<typeof elections>, 'elections.get'> = {
  'elections.get': async (ctx, input) => {
    const { election, role, organisation } = await electionSeen(ctx, input.electionId)
    const { memberId } = ctx.access
    const leads = role === 'leads'
    const counts = (leads || election.counters.some(one => one.memberId === memberId)) && !election.candidates.some(one => one.memberId === memberId)
    const own = currentOf(election).manner === 'phone' && election.state !== 'draft' ? ownGroupOf(election) : null
    const boxId = own && boxIdOf(election, own)
    const [entitlement, turnout, takenBy, counted, { members, ...roll }, strange] = await Promise.all([
      boxId ? read('ballot_entitlements', `${boxId}_${memberId}`) : null, boxId ? read('turnouts', turnoutId(boxId, memberId)) : null,
      leads ? takenOf(election) : new Map<string, number>(), (leads || counts) && election.state !== 'draft' ? groupsCounted(election) : new Set<string>(),
      leads ? rollOf(election) : { electors: election.electors, without: election.without, members: [] },
      Promise.all(election.candidates.map(async ({ name }) => (await withoutStrokes(name) ? name : null))),
    ])
    const taken = turnout !== null && turnout.group === own?.key
    // Whoever has voted is no longer asked to; the vote itself leaves no note.
    if (taken && election.state === 'open') await markItem(memberId, inboxId('election', itemRefOf(election)), 'taken')
    const unordered = leads && !election.ordered ? strange.filter(name => name !== null) : []
    const full = fullMembers(members)
    return electionOf(election, {
      role, roll, fullMembers: full, takenBy, counted, unordered,
      mine: { entitled: entitlement !== null && entitlement.struck === null, taken, counts },
      warnings: leads ? warningsOf(election, { fullMembers: full, unordered, unbound: members.filter(({ _id, accountId }) => accountId === null && election.present.includes(_id)).map(({ name }) => name) }) : [],
      approver: organisation && approverOf(ctx, organisation),
    })
  },
}
