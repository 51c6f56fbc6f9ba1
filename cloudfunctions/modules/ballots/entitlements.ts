import type { ballots } from '../../../types/contracts/ballots'
import type { ModuleHandlers } from '../../platform/context'
import { _, change, count, find, findAll, read } from '../../platform/database'
import type { BallotGroup } from '../../platform/documents'
import { guard, refuse } from '../../platform/errors'
import { takeEntitlement } from '../../services/ballot-box/cast'
import { setFree } from '../../services/ballot-box/room'
import { ownGroupOf, type AnyBalloting } from '../../services/balloting/asked'
import { listsOf, numberKey, slipCode, slipKey } from '../../services/balloting/entry'
import { numberOf } from '../../services/balloting/list'
import { ballotingLed, collectionOf, groupOf, readBalloting } from '../../services/balloting/load'
import { whyCannotBePresent, whyNotRunning } from './rules'

/** As many members as one branch has, and as one request asks for. */
const MEMBERS_AT_MOST = 1000
const AT_ONCE = 500
/** As long as a call can last. */
const SETTING_MS = 60_000

/** Who may take part, while ballots come in: an entitlement is struck, or more people are there than were counted. */
export const entitlementHandlers: Pick<ModuleHandlers<typeof ballots>, 'ballots.strike' | 'ballots.setPresent' | 'ballots.voters'> = {
  'ballots.strike': async (ctx, input) => {
    const balloting = await ballotingLed(ctx, input.kind, input.id)
    guard(whyNotRunning(balloting))
    const { boxId, key } = meant(balloting, input)
    await takeEntitlement(boxId, key, input.reason)
    return {}
  },

  'ballots.setPresent': async (ctx, input) => {
    const balloting = await ballotingLed(ctx, input.kind, input.id)
    const { boxId, entry, key } = groupOf(balloting, input.group)
    if (entry !== 'room') refuse('reviewNoGroup')
    const at = balloting.groups.findIndex(group => group.key === key)
    const [taken, box] = await Promise.all([count('turnouts', { boxId, group: key }), read('ballot_boxes', boxId)])
    const slots = box?.groups.find(group => group.key === key) ?? refuse('reviewNoGroup')
    guard(whyCannotBePresent({ balloting, present: input.present, taken, most: slots.slots }))
    const set = (n: number, before?: number) => change(collectionOf[input.kind], { _id: balloting._id, state: _.in(['open', 'paused']), round: balloting.round, [`groups.${at}.key`]: key, ...(before !== undefined && { [`groups.${at}.entitled`]: before }) }, {
      [`groups.${at}.entitled`]: n, ...(balloting.ballotKind === 'vote' && { presentCount: n }),
    })
    // One at a time: two who turn slots at once would free more than either wants.
    const lease = new Date(ctx.now.getTime() + SETTING_MS)
    if (!await change('ballot_boxes', { _id: boxId, settingUntil: _.or(_.exists(false), _.eq(null), _.lte(ctx.now)) }, { settingUntil: lease })) refuse('conflict')
    try {
      if (!await set(input.present)) refuse('conflict')
      // Of two who set it at once the later number stands: both go by what is written.
      for (let wanted = input.present; ;) {
        const taking = await setFree(boxId, slots, wanted, 'open', 'paused') ?? refuse('ballotClosed')
        // A ballot was quicker: those who have voted are present.
        if (taking > wanted) await set(taking, wanted)
        await change('ballot_boxes', { _id: boxId, 'groups.0.key': key }, { 'groups.0.entitled': taking })
        const now = (await readBalloting(input.kind, balloting._id))?.groups[at]
        if (now?.key !== key) refuse('conflict')
        if (now.entitled === taking) return { entitled: taking }
        wanted = now.entitled
      }
    } finally {
      await change('ballot_boxes', { _id: boxId, settingUntil: lease }, { settingUntil: null })
    }
  },

  'ballots.voters': async (ctx, input) => {
    const balloting = await ballotingLed(ctx, input.kind, input.id)
    guard(whyNotRunning(balloting))
    const { boxId } = groupOf(balloting, (ownGroupOf(balloting) ?? refuse('reviewNoGroup')).key)
    const struck = new Map((await findAll('ballot_entitlements', { boxId })).map(({ _id, struck: why }) => [_id.slice(boxId.length + 1), why !== null]))
    const ids = [...struck.keys()].slice(0, MEMBERS_AT_MOST)
    const parts = Array.from({ length: Math.ceil(ids.length / AT_ONCE) }, (_none, n) => ids.slice(n * AT_ONCE, (n + 1) * AT_ONCE))
    const members = (await Promise.all(parts.map(part => find('members', { _id: _.in(part) }, { limit: AT_ONCE, fields: ['_id', 'name', 'sortKey'] })))).flat()
    return { people: members.sort((a, b) => (a.sortKey < b.sortKey ? -1 : 1)).map(({ _id, name }) => ({ memberId: _id, name, struck: struck.get(_id)! })) }
  },
}

/** Whose entitlement is meant, as the key under which it lies in its box. */
function meant(balloting: AnyBalloting, { memberId, group: key, slip, number }: { memberId?: string; group?: string; slip?: number; number?: string }): { boxId: string; key: string } {
  if (memberId !== undefined) return { boxId: groupOf(balloting, (ownGroupOf(balloting) ?? refuse('reviewNoGroup')).key).boxId, key: memberId }
  const { boxId, ...group } = groupOf(balloting, key ?? '')
  return { boxId, key: keyIn(balloting, group, boxId, slip, number) }
}

function keyIn(balloting: AnyBalloting, { key, entry, entitled }: BallotGroup, boxId: string, slip?: number, number?: string): string {
  if (entry === 'slips' && slip !== undefined) return slip <= entitled ? slipKey(boxId, slipCode(boxId, slip - 1)) : refuse('strikeNoSlip', { most: entitled })
  if ((entry === 'list' || entry === 'pins') && number !== undefined) return listsOf(balloting)[key]?.includes(numberOf(number)) ? numberKey(boxId, number) : refuse('strikeNoNumber')
  return refuse('reviewNoGroup')
}
