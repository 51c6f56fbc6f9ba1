import { randomInt } from 'node:crypto'
import type { ballots } from '../../../types/contracts/ballots'
import type { ModuleHandlers } from '../../platform/context'
import { guard, refuse } from '../../platform/errors'
import { codeImage } from '../../platform/wechat'
import { sheetsOf } from '../../services/ballot-box/ballot'
import { ballotsOf, countedBox } from '../../services/ballot-box/box'
import { labelsOf } from '../../services/balloting/asked'
import { slipCode, slipScene } from '../../services/balloting/entry'
import { ballotingLed, groupOf } from '../../services/balloting/load'
import { fileNamed, keepFile } from '../../services/balloting/made-files'
import { whyTooFew } from '../../services/balloting/shown'
import { inParallel } from '../../services/parallel'
import { whyNotCounted } from './rules'
import { slipSheet } from './slip-sheet'

/** How many pictures WeChat is asked for at once. */
const AT_ONCE = 10

/** What `sheets` serves of every vote: ballots and slips for printing, the scrutineers' export, the sealed file. */
export const sheetsHandlers: ModuleHandlers<typeof ballots, 'sheets'> = {
  'ballots.slipSheet': async (ctx, input) => {
    const balloting = await ballotingLed(ctx, input.kind, input.id)
    const { boxId, entry, entitled, key, name } = groupOf(balloting, input.group)
    if (entry !== 'slips' || entitled === 0) refuse('reviewNoGroup')
    return keepFile(ctx, balloting, fileNamed([name, '投票小票'], 'html'), async () => {
      const images = await inParallel(Array.from({ length: entitled }, (_none, n) => n), AT_ONCE, n => codeImage(slipScene(balloting._id, key, slipCode(boxId, n))))
      const slips = shuffled(images.filter((image): image is string => image !== null)).map(image => ({ image }))
      if (slips.length < entitled) refuse('reviewFileBroken')
      return Buffer.from(slipSheet({ title: balloting.title, organisationName: balloting.organisationName, groupName: name, slips }))
    })
  },

  'ballots.scrutiny': async (ctx, input) => {
    const balloting = await ballotingLed(ctx, input.kind, input.id)
    guard(whyNotCounted(balloting))
    const group = groupOf(balloting, input.group)
    const box = await countedBox(group.boxId)
    guard(whyTooFew(box, group.key))
    const sheets = sheetsOf(box.asked, await ballotsOf(box))
    const file = { fingerprint: box.fingerprint, title: balloting.title, questions: box.asked.questions, choices: labelsOf(balloting), groups: Object.fromEntries(Object.entries(sheets).map(([key, sheet]) => [key, { name: group.name, ...sheet }])) }
    return keepFile(ctx, balloting, fileNamed([balloting.title, group.name, '监票导出'], 'json'), () => Promise.resolve(Buffer.from(JSON.stringify(file, null, 1))))
  },

  'ballots.printed': () => refuse('notFound'),
  'ballots.sealed': () => refuse('notFound'),
}

/** In an order that chance makes: where a slip lies on the sheet says nothing. */
function shuffled<T>(items: T[]): T[] {
  const order = [...items]
  for (let i = order.length - 1; i > 0; i--) {
    const k = randomInt(i + 1)
    const one = order[i]!
    order[i] = order[k]!
    order[k] = one
  }
  return order
}
