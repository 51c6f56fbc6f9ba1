/** What is kept for a day only: filled files and drafts that were never sent. */
import { _, db, find } from '../../platform/database'
import { fileIdAt, removeFiles } from '../../platform/files'
import { plusDays } from '../../platform/time'
import { inParallel } from '../../services/parallel'

/** So many files go in one run; the next run goes on. */
const BATCH = 50

/**
 * Deletes filled files that are a day old, and drafts; that a file was made stays on record. For the jobs; safe to repeat:
 * a record says `gone` only after its file is. A blank sheet is kept as long as a task uses it.
 * @returns how many files and drafts were removed
 */
export async function clearCollections(now: Date): Promise<number> {
  const before = plusDays(now, -1)
  const old = await find('collection_files', { state: _.in(['making', 'kept']), at: _.lt(before) }, { orderBy: [['at', 'asc']], limit: BATCH })
  if (old.length > 0) {
    await removeFiles(await inParallel(old, 10, ({ cloudPath }) => fileIdAt(cloudPath)))
    await db.collection('collection_files').where({ _id: _.in(old.map(({ _id }) => _id)), state: 'kept' }).update({ state: 'gone', fileId: null })
    await db.collection('collection_files').where({ _id: _.in(old.map(({ _id }) => _id)), state: 'making' }).remove()
  }
  const drafts = await find('collection_tasks', { state: 'draft', at: _.lt(before) }, { orderBy: [['at', 'asc']], limit: BATCH })
  await inParallel(drafts, 4, async ({ _id, templatePath }) => {
    const users = await find('collection_tasks', { templatePath }, { limit: 2, fields: ['_id'] })
    if (users.length === 1) await removeFiles([await fileIdAt(templatePath)])
    await db.collection('collection_tasks').where({ _id, state: 'draft' }).remove()
  })
  return old.length + drafts.length
}
