/** What is kept for a day only: filled files and drafts that were never sent. */
import { _, change, db, find } from '../../platform/database'
import type { CollectionTask } from '../../platform/documents'
import { fileIdAt, removeFiles } from '../../platform/files'
import { openText, seal } from '../../platform/secrets'
import { plusDays } from '../../platform/time'
import { inParallel } from '../../services/parallel'
import { askedOf, masked, type Row } from './cells'
import { answersOf } from './load'

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

/**
 * Takes the ID numbers out of what was typed for tasks that have ended some time ago; the last four characters stay. For
 * the jobs; safe to repeat.
 * @returns how many tasks were gone through
 */
export async function wipeNumbers(now: Date, deadline: Date): Promise<number> {
  let done = 0
  for (const task of await find('collection_tasks', { wipeAt: _.lte(now) }, { orderBy: [['wipeAt', 'asc']], limit: BATCH })) {
    if (new Date() >= deadline) break
    await wipe(task)
    await change('collection_tasks', { _id: task._id }, { wipeAt: null })
    done++
  }
  return done
}

async function wipe(task: CollectionTask): Promise<void> {
  const asked = askedOf(task.columns)
  const numbers = asked.flatMap((column, i) => (column.item === 'idNumber' ? [i] : []))
  // What was typed stands in what was confirmed; what was not confirmed serves nobody any more.
  await inParallel(await answersOf(task._id, ['_id', 'typed']), 8, async ({ _id, typed }) => { if (typed) await change('collection_answers', { _id }, { typed: null }) })
  for (let after = ''; numbers.length > 0;) {
    const snapshots = await find('collection_snapshots', { collectionId: task._id, _id: _.gt(after) }, { orderBy: [['_id', 'asc']], limit: BATCH })
    await inParallel(snapshots, 4, async ({ _id, rows }) => {
      const kept = (JSON.parse(openText(rows)) as Row[]).map(row => ({ ...row, cells: row.cells.map((cell, i) => (numbers.includes(i) ? { ...cell, value: masked(cell.value, asked[i]!) } : cell)) }))
      await change('collection_snapshots', { _id }, { rows: seal(JSON.stringify(kept)) })
    })
    if (snapshots.length < BATCH) return
    after = snapshots.at(-1)!._id
  }
}
