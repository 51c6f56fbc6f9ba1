import { _, change, find } from '../../platform/database'
import { fileIdAt, removeFiles } from '../../platform/files'
import { plusDays } from '../../platform/time'

const BATCH = 50

/** Deletes files of reviews that are a day old: who still needs one has it made again. For the jobs; safe to repeat. */
export async function clearReviewFiles(now: Date): Promise<number> {
  const old = await find('reviews', { filesAt: _.neq(null).and(_.lt(plusDays(now, -1))) }, { limit: BATCH })
  for (const review of old) {
    await removeFiles(await Promise.all(review.files.map(fileIdAt)))
    await change('reviews', { _id: review._id, filesAt: review.filesAt }, { files: _.set([]), filesAt: null })
  }
  return old.length
}
