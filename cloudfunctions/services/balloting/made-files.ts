/** Files that a vote makes: kept for a day, reached by a link that is good for minutes. */
import { fileSafe } from '../../../types/words'
import type { MemberContext } from '../../platform/context'
import { _, change } from '../../platform/database'
import { refuse } from '../../platform/errors'
import { shortLink, storeFile } from '../../platform/files'
import { randomId } from '../../platform/ids'
import type { AnyBalloting } from './asked'
import { collectionOf } from './load'

/** Makes a file and answers the way to it. It is noted before it is stored, so that one that is cut off half made is cleared with the others. */
export async function keepFile(ctx: MemberContext, balloting: Pick<AnyBalloting, '_id' | 'ballotKind'>, fileName: string, make: () => Promise<Buffer>): Promise<{ link: string; until: string; fileName: string }> {
  const cloudPath = `ballots/${ctx.caller.accountId}/${randomId()}.${fileName.split('.').at(-1)}`
  await change(collectionOf[balloting.ballotKind], { _id: balloting._id }, { files: _.push([cloudPath]), filesAt: ctx.now })
  return { ...(await shortLink(await storeFile(cloudPath, await make()), ctx.now) ?? refuse('reviewFileBroken')), fileName }
}

/** A name without what a file name cannot hold. */
export const fileNamed = (parts: string[], kind: string): string => `${fileSafe(parts.join('_'))}.${kind}`
