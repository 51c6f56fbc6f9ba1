import type { reviews } from '../../../types/contracts/reviews'
import type { ModuleHandlers } from '../../platform/context'
import { guard } from '../../platform/errors'
import { ballotingLed } from '../../services/balloting/load'
import { fileNamed, keepFile } from '../../services/balloting/made-files'
import { countedOf } from './load'
import { whyNotNow } from './rules'
import { summaryRows, summaryWorkbook } from './summary-sheet'

/** What `sheets` serves of reviews: the form. */
export const sheetsHandlers: ModuleHandlers<typeof reviews, 'sheets'> = {
  'reviews.summarySheet': async (ctx, input) => {
    const review = await ballotingLed(ctx, 'review', input.reviewId)
    guard(whyNotNow(review, 'seeResult'))
    const counted = await countedOf(review)
    return keepFile(ctx, review, fileNamed([review.organisationName, '民主评议情况汇总表', String(review.year)], 'xlsx'), () => summaryWorkbook(summaryRows(review, counted)))
  },
}
