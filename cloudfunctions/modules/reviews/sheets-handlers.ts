import { randomInt } from 'node:crypto'
import type { reviews } from '../../../types/contracts/reviews'
import type { ModuleHandlers } from '../../platform/context'
import { _, change } from '../../platform/database'
import { refuse } from '../../platform/errors'
import { linkTo, storeFile } from '../../platform/files'
import { randomId } from '../../platform/ids'
import { iso, plusMinutes } from '../../platform/time'
import { codeImage } from '../../platform/wechat'
import { inParallel } from '../../services/parallel'
import { slipCode, slipScene } from './entry'
import { groupOf, reviewLed } from './load'
import { slipSheet } from './slip-sheet'

/** How long a link is good, in minutes; and how many pictures WeChat is asked for at once. */
const LINK_MINUTES = 10
const AT_ONCE = 10

/** What `sheets` serves of reviews: the slips for printing. */
export const sheetsHandlers: ModuleHandlers<typeof reviews, 'sheets'> = {
  'reviews.slipSheet': async (ctx, input) => {
    const review = await reviewLed(ctx, input.reviewId)
    const { boxId, entry, entitled, key, name } = groupOf(review, input.group)
    if (entry !== 'slips' || entitled === 0) refuse('notFound')
    const cloudPath = `slips/${ctx.caller.accountId}/${randomId()}.html`
    // Noted before it is stored: a sheet that is cut off half made is cleared with the others.
    await change('reviews', { _id: review._id }, { slipSheets: _.push([cloudPath]), slipSheetsAt: ctx.now })
    const images = await inParallel(Array.from({ length: entitled }, (_none, n) => n), AT_ONCE, n => codeImage(slipScene(review._id, key, slipCode(boxId, n))))
    const slips = shuffled(images.filter((image): image is string => image !== null)).map(image => ({ image }))
    if (slips.length < entitled) refuse('slipsUnfinished')
    const fileId = await storeFile(cloudPath, Buffer.from(slipSheet({ title: review.title, organisationName: review.organisationName, groupName: name, slips })))
    const [link] = await linkTo([fileId], LINK_MINUTES * 60)
    return { link: link || refuse('slipsUnfinished'), until: iso(plusMinutes(ctx.now, LINK_MINUTES)), fileName: `${[name, '评议小票'].join('_')}.html`, slips: slips.length }
  },
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
