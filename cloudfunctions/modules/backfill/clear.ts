import { _, change, count, db, find } from '../../platform/database'
import type { FillRunDocument } from '../../platform/documents'
import { fileIdAt, removeFiles } from '../../platform/files'
import { eachAlone } from '../../services/parallel'

/** So many runs in one go; the next goes on. */
const BATCH = 50
const NEVER = new Date('2199-12-31T00:00:00Z')

/**
 * Removes filled files that have had their time, sheets with people in them, and drafts that nobody went on with; what
 * was sent stays recorded, and blank sheets stay for the next time. For the jobs; safe to repeat: a record changes only
 * after its files are gone.
 * @returns how many runs were cleared
 */
export async function clearFilled(now: Date): Promise<number> {
  const due = await find('fill_runs', { clearAt: _.lt(now) }, { orderBy: [['clearAt', 'asc']], limit: BATCH })
  await eachAlone(due, clearOne)
  return due.length
}

async function clearOne(run: FillRunDocument): Promise<void> {
  const draft = run.made === null
  const templateGoes = run.templatePath !== null && (draft || !run.blank) && await count('fill_runs', { templatePath: run.templatePath }) <= 1
  const paths = [...new Set([run.filePath, ...(run.files ?? []), templateGoes ? run.templatePath : null])].filter((path): path is string => path !== null)
  if (paths.length > 0) await removeFiles(await Promise.all(paths.map(fileIdAt)))
  if (draft) {
    // Whoever goes on with it at this moment keeps the record, and hears that the sheet is gone.
    await db.collection('fill_runs').where({ _id: run._id, version: run.version }).remove()
    return
  }
  await change('fill_runs', { _id: run._id, version: run.version }, { state: 'gone', filePath: null, files: _.set([]), clearAt: NEVER, version: run.version + 1, ...(templateGoes && { templatePath: null }) })
}
