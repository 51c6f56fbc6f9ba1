import type { reviews } from '../../../types/contracts/reviews'
import type { MemberContext, ModuleHandlers } from '../../platform/context'
import { hasPowerIn } from '../../platform/access'
import { guard, refuse } from '../../platform/errors'
import { acceptUpload, download, fileRules, removeFiles } from '../../platform/files'
import { numbersIn, readList, type ListRead } from '../../services/balloting/list'
import { ballotingLed } from '../../services/balloting/load'
import { formWorkbook } from '../../services/form-sheet'
import { fileNamed, keepFile } from '../../services/balloting/made-files'
import { openWorkbook } from '../../services/sheets-read/workbook'
import { countedOf } from './load'
import { whyNotNow } from './rules'
import { FORM, summaryForm } from './summary-sheet'

/** Sheets of an uploaded file among which a class list is looked for. */
const SHEETS = 10

/** What `sheets` serves of reviews: the form, and what a class list says. */
export const sheetsHandlers: ModuleHandlers<typeof reviews, 'sheets'> = {
  'reviews.summarySheet': async (ctx, input) => {
    const review = await ballotingLed(ctx, 'review', input.reviewId)
    guard(whyNotNow(review, 'seeResult'))
    const counted = await countedOf(review)
    const { rows, widths } = summaryForm(review, counted, { keeps: hasPowerIn(ctx.access, 'keepRoster', review.organisationId, ctx.now), memberId: ctx.access.memberId })
    return keepFile(ctx, review, fileNamed([review.organisationName, FORM, String(review.year)], 'xlsx'), () => formWorkbook(FORM, rows, widths))
  },

  'reviews.readList': async (ctx, input) => {
    const review = await ballotingLed(ctx, 'review', input.reviewId)
    guard(whyNotNow(review, 'change'))
    const { uploadId, fileId } = input
    const read = uploadId && fileId ? await uploadedList(ctx, { uploadId, fileId }) : readList(input.list ?? '')
    return 'refusal' in read ? refuse(read.refusal.code, read.refusal.detail) : read
  },
}

/** A class list in an uploaded sheet: of several the first in which there is one. Nothing of the file stays. */
async function uploadedList(ctx: MemberContext, upload: { uploadId: string; fileId: string }): Promise<ListRead> {
  await acceptUpload(upload, ctx.caller.accountId, 'roster', ctx.now)
  try {
    const book = await openWorkbook(await download(upload.fileId, fileRules.roster.maxBytes))
    let first: ListRead | null = null
    for (let n = 0; n < Math.min(book.heads.length, SHEETS); n++) {
      if (book.heads[n]!.rows.length === 0) continue
      const read = numbersIn(book.read(n))
      if (!('refusal' in read) || read.refusal.code !== 'reviewListEmpty') return read
      first ??= read
    }
    return first ?? { refusal: { code: 'reviewListEmpty' } }
  } finally {
    await removeFiles([upload.fileId]).catch(error => console.error({ action: ctx.action, error }))
  }
}
