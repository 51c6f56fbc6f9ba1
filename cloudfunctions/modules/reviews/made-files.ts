/** Files that a review makes: kept for a day, reached by a link that is good for minutes. */
import type { MemberContext } from '../../platform/context'
import { _, change } from '../../platform/database'
import type { Review } from '../../platform/documents'
import { refuse } from '../../platform/errors'
import { linkTo, storeFile } from '../../platform/files'
import { randomId } from '../../platform/ids'
import { iso, plusMinutes } from '../../platform/time'

const LINK_MINUTES = 10

/** Makes a file and answers the way to it. It is noted before it is stored, so that one that is cut off half made is cleared with the others. */
export async function keepFile(ctx: MemberContext, review: Pick<Review, '_id'>, fileName: string, make: () => Promise<Buffer>): Promise<{ link: string; until: string; fileName: string }> {
  const cloudPath = `reviews/${ctx.caller.accountId}/${randomId()}.${fileName.split('.').at(-1)}`
  await change('reviews', { _id: review._id }, { files: _.push([cloudPath]), filesAt: ctx.now })
  const [link] = await linkTo([await storeFile(cloudPath, await make())], LINK_MINUTES * 60)
  return { link: link || refuse('reviewFileBroken'), until: iso(plusMinutes(ctx.now, LINK_MINUTES)), fileName }
}

/** A name without what a file name cannot hold. */
export const fileNamed = (parts: string[], kind: string): string => `${parts.join('_').replace(/[\\/:*?"<>|\s]/g, '')}.${kind}`
