import type { ballots } from '../../../types/contracts/ballots'
import type { ModuleHandlers } from '../../platform/context'
import { _, change, count } from '../../platform/database'
import { guard, refuse } from '../../platform/errors'
import { iso } from '../../platform/time'
import { codeImage } from '../../platform/wechat'
import { alteredIn, fingerprintOf, sheetsOf } from '../../services/ballot-box/ballot'
import { ballotsOf, countedBox, turnoutOf, voidBox } from '../../services/ballot-box/box'
import { boxIdOf } from '../../services/balloting/asked'
import { ownScene, roomCodeAt, roomScene, slipCode, slipScene } from '../../services/balloting/entry'
import { summaryRefOf } from '../../services/balloting/items'
import { ballotingChecked, ballotingLed, collectionOf, groupOf } from '../../services/balloting/load'
import { voidFormer } from '../../services/balloting/voiding'
import { closeItem } from '../../services/inbox'
import { entitlementHandlers } from './entitlements'
import { whyCannotDiscard, whyNotCounted, whyNotOpen } from './rules'

const SLIPS_A_PAGE = 6

type Leading = 'ballots.strike' | 'ballots.setPresent' | 'ballots.voters' | 'ballots.slips' | 'ballots.roomCode' | 'ballots.recount' | 'ballots.discard'

/** What who leads does with a group's entitlements and its code, and counting again. */
export const leadingHandlers: Pick<ModuleHandlers<typeof ballots>, Leading> = {
  ...entitlementHandlers,

  'ballots.discard': async (ctx, input) => {
    const balloting = await ballotingLed(ctx, input.kind, input.id)
    guard(whyCannotDiscard(balloting))
    if (balloting.state !== 'void' && !await change(collectionOf[input.kind], { _id: balloting._id, state: 'draft', version: balloting.version }, { state: 'void', lists: _.set(null), version: balloting.version + 1 })) refuse('conflict')
    if (input.kind === 'review') await closeItem('review', summaryRefOf(balloting))
    // An opening that was cut off has left boxes: nothing comes in there any more.
    if (balloting.opening) for (const group of balloting.groups) await voidBox(boxIdOf(balloting, group))
    await voidFormer(balloting)
    return {}
  },

  'ballots.slips': async (ctx, input) => {
    const balloting = await ballotingLed(ctx, input.kind, input.id)
    const { boxId, entry, entitled, key } = groupOf(balloting, input.group)
    if (entry !== 'slips') refuse('reviewNoGroup')
    const numbers = Array.from({ length: Math.max(Math.min(SLIPS_A_PAGE, entitled - input.from), 0) }, (_none, i) => input.from + i)
    const slips = await Promise.all(numbers.map(async n => {
      const scene = slipScene(balloting._id, key, slipCode(boxId, n))
      return { n: n + 1, scene, image: await codeImage(scene) }
    }))
    return { slips, total: entitled }
  },

  'ballots.roomCode': async (ctx, input) => {
    const balloting = await ballotingLed(ctx, input.kind, input.id)
    guard(whyNotOpen(balloting))
    const { boxId, entry, entitled, key, name } = groupOf(balloting, input.group)
    if (entry !== 'room' && entry !== 'list' && entry !== 'roster') refuse('reviewNoGroup')
    const { code, nextAt } = roomCodeAt(balloting, boxId, ctx.now)
    // Members are known by their accounts: their code proves nothing, it only leads to the own ballot.
    const scene = entry === 'roster' ? ownScene(input.kind, balloting._id) : roomScene(balloting._id, key, code)
    return { scene, image: await codeImage(scene), nextAt: iso(nextAt), name, entry, taken: await count('turnouts', { boxId, group: key }), entitled }
  },

  'ballots.recount': async (ctx, input) => {
    const balloting = await ballotingChecked(ctx, input.kind, input.id)
    guard(whyNotCounted(balloting))
    const { boxId, key } = groupOf(balloting, input.group)
    const box = await countedBox(boxId)
    const [ballots, turnout] = await Promise.all([ballotsOf(box), turnoutOf(box)])
    const sheets = sheetsOf(box.asked, ballots)
    return { same: fingerprintOf(sheets, box.salt ?? '') === box.fingerprint, ballots: sheets[key]?.ballots ?? 0, taken: turnout[key] ?? 0, altered: alteredIn(box, ballots[key] ?? []) }
  },
}
