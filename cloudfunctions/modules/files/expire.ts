import { _, change, db, find } from '../../platform/database'
import type { Upload } from '../../platform/documents'
import { fileIdAt, removeFiles } from '../../platform/files'
import { plusDays } from '../../platform/time'
import { inParallel } from '../../services/parallel'

/** So many files go in one run, as many as one request to storage may name; the next run goes on. */
const BATCH = 50
/** What an upload's purpose becomes when it is too old to be used: from then on nobody can use it, and its file goes. */
const EXPIRED = 'expired'

/** Takes an unused upload away from its account by one conditional update: who uses it at this moment wins or loses, never both. */
const takeAway = (upload: Upload, now: Date) => change('uploads', { _id: upload._id, usedAt: null }, { usedAt: now, purpose: EXPIRED })

/**
 * Removes from storage what is older than 24 hours and was never used, and rosters and sheets to fill, used or not. For the jobs; safe to
 * repeat: a record goes only after its file.
 * @returns how many files were removed
 */
export async function expireUploads(now: Date): Promise<number> {
  const before = plusDays(now, -1)
  const unused = await find('uploads', { usedAt: null, at: _.lt(before) }, { orderBy: [['at', 'asc']], limit: BATCH })
  await inParallel(unused, 10, upload => takeAway(upload, now))
  const gone = await find('uploads', { purpose: _.in([EXPIRED, 'roster', 'template']), at: _.lt(before), usedAt: _.neq(null) }, { orderBy: [['at', 'asc']], limit: BATCH })
  if (gone.length === 0) return 0
  await removeFiles(await inParallel(gone, 10, upload => fileIdAt(upload.cloudPath)))
  await db.collection('uploads').where({ _id: _.in(gone.map(upload => upload._id)) }).remove()
  return gone.length
}
