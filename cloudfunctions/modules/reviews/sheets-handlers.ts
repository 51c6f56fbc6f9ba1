import { randomInt } from 'node:crypto'
import { grades, noGrades, satisfactions } from '../../../types/contracts/codes'
import type { reviews } from '../../../types/contracts/reviews'
import type { ModuleHandlers } from '../../platform/context'
import { read } from '../../platform/database'
import type { Review } from '../../platform/documents'
import { guard, refuse } from '../../platform/errors'
import { codeImage } from '../../platform/wechat'
import { sheetsOf } from '../../services/ballot-box/ballot'
import { ballotsOf } from '../../services/ballot-box/box'
import { inParallel } from '../../services/parallel'
import { slipCode, slipScene } from './entry'
import { groupOf, reviewLed } from './load'
import { fileNamed, keepFile } from './made-files'
import { boxIdOf, whyNotNow, whyTooFew } from './rules'
import { slipSheet } from './slip-sheet'
import { summaryRows, summaryWorkbook } from './summary-sheet'

/** How many pictures WeChat is asked for at once. */
const AT_ONCE = 10
const labels: Record<string, string> = { ...grades, ...satisfactions, ...noGrades }

/** What `sheets` serves of reviews: slips for printing, the scrutineers' export, the form. */
export const sheetsHandlers: ModuleHandlers<typeof reviews, 'sheets'> = {
  'reviews.slipSheet': async (ctx, input) => {
    const review = await reviewLed(ctx, input.reviewId)
    const { boxId, entry, entitled, key, name } = groupOf(review, input.group)
    if (entry !== 'slips' || entitled === 0) refuse('reviewNoGroup')
    return keepFile(ctx, review, fileNamed([name, '评议小票'], 'html'), async () => {
      const images = await inParallel(Array.from({ length: entitled }, (_none, n) => n), AT_ONCE, n => codeImage(slipScene(review._id, key, slipCode(boxId, n))))
      const slips = shuffled(images.filter((image): image is string => image !== null)).map(image => ({ image }))
      if (slips.length < entitled) refuse('reviewFileBroken')
      return Buffer.from(slipSheet({ title: review.title, organisationName: review.organisationName, groupName: name, slips }))
    })
  },

  'reviews.scrutiny': async (ctx, input) => {
    const review = await reviewLed(ctx, input.reviewId)
    guard(whyNotNow(review, 'seeResult'))
    const { box, group } = await countedBox(review, input.group)
    guard(whyTooFew(box.tally?.[group.key]?.ballots ?? 0))
    const sheets = sheetsOf(box.asked, await ballotsOf(box))
    const file = { fingerprint: box.fingerprint, title: review.title, questions: box.asked.questions, choices: labels, groups: Object.fromEntries(Object.entries(sheets).map(([key, sheet]) => [key, { name: group.name, ...sheet }])) }
    return keepFile(ctx, review, fileNamed([review.title, group.name, '监票导出'], 'json'), () => Promise.resolve(Buffer.from(JSON.stringify(file, null, 1))))
  },

  'reviews.summarySheet': async (ctx, input) => {
    const review = await reviewLed(ctx, input.reviewId)
    guard(whyNotNow(review, 'seeResult'))
    const boxes = await Promise.all(review.groups.map(async group => ({ group, box: await read('ballot_boxes', boxIdOf(review, group)) })))
    return keepFile(ctx, review, fileNamed([review.organisationName, '民主评议情况汇总表', String(review.year)], 'xlsx'), () => summaryWorkbook(summaryRows(review, boxes)))
  },
}

async function countedBox(review: Review, key: string) {
  const group = groupOf(review, key)
  const box = await read('ballot_boxes', group.boxId)
  return box?.state === 'closed' ? { box, group } : refuse('notFound')
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
