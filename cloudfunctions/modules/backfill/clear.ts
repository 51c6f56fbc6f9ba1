import { _, change, count, db, find } from '../../platform/database'
import type { FillRunDocument } from '../../platform/documents'
import { fileIdAt, removeFiles } from '../../platform/files'
import { eachAlone } from '../../services/parallel'
import { dropPieces } from './sent'

/** So many runs in one go; the next goes on. */
const BATCH = 50
const NEVER = new Date('2199-12-31T00:00:00Z')

/**
 * Removes filled files that have had their time, sheets with people in them, drafts that nobody went on with, and what is
 * left of removed runs; what was sent stays recorded, and blank sheets stay for the next time. For the jobs; safe to
 * repeat: a record changes only after its files are gone.
 * @returns how many runs were cleared
 */
export async function clearFilled(now: Date): Promise<number> {
  const due = await find('fill_runs', { clearAt: _.lte(now) }, { orderBy: [['clearAt', 'asc']], limit: BATCH })
  await eachAlone(due, run => (run.state === 'removed' ? sweep(run) : clearOne(run)))
  return due.length
}

/** Its files, and the blank sheet where no other run needs it. */
async function dropFiles(run: FillRunDocument, template: boolean): Promise<boolean> {
  const templateGoes = template && run.templatePath !== null && await count('fill_runs', { templatePath: run.templatePath, state: _.neq('removed'), _id: _.neq(run._id) }) === 0
  const paths = [...new Set([run.filePath, ...(run.files ?? []), templateGoes ? run.templatePath : null])].filter((path): path is string => path !== null)
  if (paths.length > 0) await removeFiles(await Promise.all(paths.map(fileIdAt)))
  return templateGoes
}

/** Everything of a removed run but its record, which says that it was there. */
export async function sweep(run: FillRunDocument): Promise<void> {
  await dropFiles(run, true)
  await dropPieces(run._id)
  await change('fill_runs', { _id: run._id }, { made: _.set(null), filePath: null, files: _.set([]), templatePath: null, clearAt: NEVER })
}

async function clearOne(run: FillRunDocument): Promise<void> {
  const draft = run.made === null
  const templateGoes = await dropFiles(run, draft || !run.blank)
  await dropPieces(run._id, run.made?.tap ?? '')
  if (draft) {
    // Whoever goes on with it at this moment keeps the record, and hears that the sheet is gone.
    await db.collection('fill_runs').where({ _id: run._id, version: run.version }).remove()
    return
  }
  await change('fill_runs', { _id: run._id, version: run.version }, { state: 'gone', filePath: null, files: _.set([]), clearAt: NEVER, version: run.version + 1, ...((templateGoes || !run.blank) && { templatePath: null }) })
}
