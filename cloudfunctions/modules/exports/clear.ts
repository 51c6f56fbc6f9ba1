import { _, db, find } from '../../platform/database'
import { fileIdAt, removeFiles } from '../../platform/files'
import { plusDays } from '../../platform/time'
import { inParallel } from '../../services/parallel'

/** So many files go in one run, as many as one request to storage may name; the next run goes on. */
const BATCH = 50

/**
 * Deletes exported files that are a day old; who exported what and when stays recorded. For the jobs; safe to repeat: a
 * record says `gone` only after its file is. What was never finished leaves nothing.
 * @returns how many files were removed
 */
export async function clearExports(now: Date): Promise<number> {
  const old = await find('exports', { state: _.in(['making', 'kept']), at: _.lt(plusDays(now, -1)) }, { orderBy: [['at', 'asc']], limit: BATCH })
  if (old.length === 0) return 0
  // By path, not by recorded id: a file may have been stored by a call that could not record it.
  await removeFiles(await inParallel(old, 10, ({ cloudPath }) => fileIdAt(cloudPath)))
  const ids = (state: 'making' | 'kept'): unknown => _.in(old.filter(each => each.state === state).map(({ _id }) => _id))
  await db.collection('exports').where({ _id: ids('kept') }).update({ state: 'gone', fileId: null })
  await db.collection('exports').where({ _id: ids('making'), state: 'making' }).remove()
  return old.length
}
