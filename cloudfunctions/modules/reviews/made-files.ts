/** Files that a review makes: kept for a day, reached by a link that is good for minutes. */
import { fileSafe } from '../../../types/words'
import type { MemberContext } from '../../platform/context'
import { _, change } from '../../platform/database'
import type { Review } from '../../platform/documents'
import { refuse } from '../../platform/errors'
import { shortLink, storeFile } from '../../platform/files'
import { randomId } from '../../platform/ids'

/** Makes a file and answers the way to it. It is noted before it is stored, so that one that is cut off half made is cleared with the others. */
export async function keepFile(ctx: MemberContext, review: Pick<Review, '_id'>, fileName: string, make: () => Promise<Buffer>): Promise<{ link: string; until: string; fileName: string }> {
  const cloudPath = `reviews/${ctx.caller.accountId}/${randomId()}.${fileName.split('.').at(-1)}`
  await change('reviews', { _id: review._id }, { files: _.push([cloudPath]), filesAt: ctx.now })
  return { ...(await shortLink(await storeFile(cloudPath, await make()), ctx.now) ?? refuse('reviewFileBroken')), fileName }
}

/** A name without what a file name cannot hold. */
export const fileNamed = (parts: string[], kind: string): string => `${fileSafe(parts.join('_'))}.${kind}`
