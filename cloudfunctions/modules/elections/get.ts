import type { elections } from '../../../types/contracts/elections'
import type { ModuleHandlers } from '../../platform/context'
import { hasPowerIn, hasPowerOver } from '../../platform/access'
import { read } from '../../platform/database'
import { turnoutId } from '../../services/ballot-box/cast'
import { boxIdOf, ownGroupOf } from '../../services/balloting/asked'
import { groupsCounted } from '../../services/balloting/counted'
import { isCounter, whyCannotCheck } from '../../services/balloting/counters'
import { withoutTold } from '../../services/balloting/electors'
import { itemRefOf } from '../../services/balloting/items'
import { overseesAbove } from '../../services/balloting/load'
import { takenOf } from '../../services/balloting/opening'
import { whyNoOwn } from '../../services/balloting/own'
import { warningOfFew } from '../../services/balloting/shown'
import { inboxId, markItem } from '../../services/inbox'
import { withoutStrokes } from '../../services/stroke-order'
import { dayOf } from '../../platform/time'
import { voidsSeen } from '../../services/balloting/told-above'
import { checksOf } from './checks'
import { dayHeld } from './held'
import { approverOf, electionSeen, fullMembers, meetingOn, rollOf } from './load'
import { currentOf } from './rules'
import { missingTold, seatsFacts } from './seats'
import { warningsOf } from './warnings'
import { electionOf } from './views'
import { knownOf, voidedByConsent } from './voiding'

export const getHandler: Pick<ModuleHandlers<typeof elections>, 'elections.get'> = {
  'elections.get': async (ctx, input) => {
    const { election, role, organisation } = await electionSeen(ctx, input.electionId)
    const { memberId } = ctx.access
    const leads = role === 'leads'
    const counts = isCounter(election, memberId, leads) && !election.candidates.some(one => one.memberId === memberId)
    const own = currentOf(election).manner === 'phone' && election.state !== 'draft' ? ownGroupOf(election) : null
    const boxId = own && boxIdOf(election, own)
    const approver = organisation && approverOf(ctx, organisation)
    if (approver?.fromAbove && voidedByConsent(election).length > 0) await voidsSeen(election)
    const [entitlement, turnout, takenBy, counted, { members, ...roll }, strange, heldOn, known, seats] = await Promise.all([
      boxId ? read('ballot_entitlements', `${boxId}_${memberId}`) : null, boxId ? read('turnouts', turnoutId(boxId, memberId)) : null,
      leads ? takenOf(election) : new Map<string, number>(), (leads || counts) && election.state !== 'draft' ? groupsCounted(election) : new Set<string>(),
      leads ? rollOf(election) : { electors: election.electors, without: election.without, members: [] },
      Promise.all(election.candidates.map(async ({ name }) => (await withoutStrokes(name) ? name : null))),
      leads && election.state === 'draft' ? meetingOn(election).then(on => dayHeld(election, on, dayOf(ctx.now))) : null, leads ? knownOf(ctx, election) : null,
      seatsFacts(election, role, organisation, dayOf(ctx.now)),
    ])
    const taken = turnout !== null && turnout.group === own?.key
    // Whoever has voted is no longer asked to; the vote itself leaves no note.
    if (taken && election.state === 'open') await markItem(memberId, inboxId('election', itemRefOf(election)), 'taken')
    const unordered = leads && !election.ordered ? strange.filter(name => name !== null) : []
    const full = fullMembers(members)
    const noOwn = own && whyNoOwn(election, entitlement, ctx.caller.accountId)
    const unbound = members.filter(({ _id, accountId }) => accountId === null && election.present.includes(_id)).map(({ name }) => name)
    const few = election.state === 'draft' && election.manner === 'phone' ? warningOfFew({ present: election.present.length, unbound }) : []
    const keeps = organisation ? hasPowerOver(ctx.access, 'keepRoster', organisation, ctx.now) : hasPowerIn(ctx.access, 'keepRoster', election.organisationId, ctx.now)
    return electionOf(election, {
      role, roll: { ...roll, without: withoutTold(roll.without, { keeps, memberId }) }, fullMembers: full, takenBy, counted, unordered,
      noOwn, mine: { entitled: own !== null && noOwn === null, taken, counts },
      warnings: leads ? [...warningsOf(election, { ...seats, fullOn: new Map(members.flatMap(({ _id, fullOn }) => (fullOn ? [[_id, fullOn] as const] : []))), today: dayOf(ctx.now), fullMembers: full, unordered, unbound }), ...few, ...checksOf(election)] : [],
      noCheck: whyCannotCheck(election, ctx.access, leads || (organisation !== null && overseesAbove(ctx, election.organisationId, organisation.path))), approver, heldOn, known, seats: missingTold(seats, { keeps, memberId }), now: ctx.now,
    })
  },
}
