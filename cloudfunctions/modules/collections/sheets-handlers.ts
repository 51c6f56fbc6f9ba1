/** Files of a sheet that is asked for from above: the blank one comes in, filled ones go out. */
import type * as z from '../../../types/contracts/zod'
import type { collections } from '../../../types/contracts/collections'
import type { MemberContext, ModuleHandlers } from '../../platform/context'
import { _, addOnce, change, find, read } from '../../platform/database'
import type { CollectionFile, CollectionTask } from '../../platform/documents'
import { guard, refuse } from '../../platform/errors'
import { acceptUpload, download, fileIdAt, fileRules, shortLink, removeFiles, storeFile } from '../../platform/files'
import { idFrom } from '../../platform/ids'
import { openText } from '../../platform/secrets'
import { dayOf, timeKey } from '../../platform/time'
import { noteOutgoing } from '../../services/outgoing'
import { inParallel } from '../../services/parallel'
import { organisationFor } from '../../services/scope'
import { fillTemplate } from '../../services/sheet-fill/fill'
import { readTemplate } from '../../services/sheet-fill/template'
import { isSensitive, type Row } from './cells'
import { conflictsOf, type Confirmed } from './conflicts'
import { answerFor, answersOf, rowsConfirmed, rowsNow, taskFor } from './load'
import { MOST_MERGED, whyCannotMerge } from './rules'
import { columnsOf, fileNameOf, sheetRows } from './sheet'
import { collectionOf } from './views'

/** How many conflicts are listed. */
const CONFLICTS_SHOWN = 200

interface Made { task: CollectionTask; answerId: string | null; parts: { branch: string; rows: Row[] }[]; organisation: { id: string; name: string }; what: string }

/** Makes a file, on record and with the people noted first; a repeat of the same tap answers the same file. */
async function make(ctx: MemberContext, { task, answerId, parts, organisation, what }: Made): Promise<{ fileName: string; rows: number; link: string; until: string }> {
  const _id = idFrom('collection-file', ctx.caller.accountId, ctx.action, ctx.requestId, answerId ?? task._id)
  const answered = async (file: CollectionFile) => ({ fileName: file.fileName, rows: file.rows, ...(await shortLink(file.fileId, ctx.now) ?? refuse('collectionBroken')) })
  const before = await read('collection_files', _id)
  if (before?.state === 'kept') return answered(before)
  if (before?.state === 'gone') refuse('collectionBroken')
  const rows = parts.flatMap(part => part.rows)
  if (rows.length === 0) refuse('exportEmpty')
  if (rows.length > MOST_MERGED) refuse('exportTooMany', { found: rows.length, max: MOST_MERGED })
  const file: CollectionFile = {
    _id, key: timeKey(ctx.now, _id), collectionId: task._id, answerId, at: ctx.now, by: ctx.caller.accountId, byName: ctx.access.memberName, rows: rows.length, branches: parts.length,
    fileName: fileNameOf(task.title, organisation.name, dayOf(ctx.now)), cloudPath: `collections/${_id}.xlsx`, fileId: null, state: 'making',
  }
  await addOnce('collection_files', file)
  const template = await download(await fileIdAt(task.templatePath), fileRules.template.maxBytes)
  const sensitive = task.columns.flatMap(column => (isSensitive(column) ? [column.item as 'phone' | 'landline' | 'address' | 'idNumber'] : []))
  await noteOutgoing(ctx, { recordId: _id, organisationId: organisation.id, organisationName: organisation.name, what, items: sensitive, memberIds: rows.filter(row => !row.added).map(row => row.id) })
  const bytes = await fillTemplate(template, { sheet: task.sheet, columns: task.columns.filter(column => !column.own || column.item === 'number').map(({ index }) => ({ index })), rows: sheetRows(task.columns, parts) })
  const fileId = await storeFile(file.cloudPath, bytes)
  const kept = await change('collection_files', { _id, state: 'making' }, { fileId, state: 'kept' }) ?? await read('collection_files', _id)
  return answered(kept ?? refuse('collectionBroken'))
}

/** Everything that has been confirmed for a task, by branch. One operation for up to 1,000 branches beside the answers. */
async function confirmedOf(task: CollectionTask): Promise<{ all: number; parts: Confirmed[] }> {
  const answers = await answersOf(task._id, ['_id', 'organisationName', 'state', 'turn', 'snapshotId'])
  const confirmed = answers.filter(answer => answer.state === 'confirmed' && answer.snapshotId).sort((a, b) => a.organisationName.localeCompare(b.organisationName, 'zh'))
  const ids = confirmed.map(answer => answer.snapshotId!)
  const snapshots = (await inParallel(Array.from({ length: Math.ceil(ids.length / 50) }, (__, i) => ids.slice(i * 50, (i + 1) * 50)), 4, part => find('collection_snapshots', { _id: _.in(part) }, { limit: part.length }))).flat()
  const columns = task.columns.filter(column => !column.own)
  return {
    all: answers.length,
    parts: confirmed.flatMap(answer => {
      const snapshot = snapshots.find(({ _id }) => _id === answer.snapshotId)
      return snapshot ? [{ answerId: answer._id, name: answer.organisationName, turn: answer.turn, rows: JSON.parse(openText(snapshot.rows)) as Row[], rosterCount: snapshot.rosterCount, left: snapshot.left, columns }] : []
    }),
  }
}

export const sheetsHandlers: ModuleHandlers<typeof collections, 'sheets'> = {
  'collections.draft': async (ctx, input) => {
    const organisation = await organisationFor(ctx, input.organisationId, 'keepRoster')
    if (organisation.kind === 'group') refuse('notFound')
    const _id = idFrom('collection', ctx.caller.accountId, organisation._id, input.uploadId)
    const shown = (task: CollectionTask): z.input<(typeof collections)['collections.draft']['output']> => collectionOf(task, [], [], [], true, ctx.now)
    const repeated = await read('collection_tasks', _id)
    if (repeated) return shown(repeated)
    const { fileName } = await acceptUpload(input, ctx.caller.accountId, 'template', ctx.now)
    try {
      const bytes = await download(input.fileId, fileRules.template.maxBytes)
      const template = await readTemplate(bytes)
      const sheet = template.sheets.find(({ index }) => index === template.best) ?? refuse('sheetNoHeader')
      const templatePath = `collections/templates/${_id}.xlsx`
      const task: CollectionTask = {
        _id, key: timeKey(ctx.now, _id), organisationId: organisation._id, organisationName: organisation.name, state: 'draft', title: input.fileName.replace(/\.\w+$/, '').slice(0, 60) || '填报表', note: '', due: null,
        at: ctx.now, by: ctx.caller.accountId, byName: ctx.access.memberName, templatePath, fileName: input.fileName.trim() || fileName, sheet: sheet.index, sheetName: sheet.name,
        columns: columnsOf(sheet.columns), who: 'all', targets: [], delivered: 0, remindedAt: null, shownAt: null, unsettled: false, wipeAt: null, version: 1, lastTap: null,
      }
      await storeFile(templatePath, await fillTemplate(bytes, { sheet: sheet.index, columns: task.columns.filter(column => !column.own).map(({ index }) => ({ index })), rows: [] }))
      await addOnce('collection_tasks', task)
      return shown(task)
    } finally {
      await removeFiles([input.fileId]).catch(error => console.error({ action: ctx.action, error }))
    }
  },

  'collections.conflicts': async (ctx, input) => {
    const task = await taskFor(ctx, input.collectionId, 'keepRoster')
    const { parts } = await confirmedOf(task)
    const found = conflictsOf(parts)
    return { items: found.slice(0, CONFLICTS_SHOWN), total: found.length, rows: parts.reduce((sum, part) => sum + part.rows.length, 0) }
  },

  'collections.merge': async (ctx, input) => {
    const task = await taskFor(ctx, input.collectionId, 'keepRoster')
    const { all, parts } = await confirmedOf(task)
    guard(whyCannotMerge(task, parts.length))
    const made = await make(ctx, {
      task, answerId: null, parts: parts.map(({ name, rows }) => ({ branch: name, rows })), organisation: { id: task.organisationId, name: task.organisationName }, what: '填报汇总',
    })
    return { ...made, branches: parts.length, missing: all - parts.length }
  },

  'collections.sheet': async (ctx, input) => {
    const answer = await answerFor(ctx, input.answerId, 'keepRoster')
    const task = await read('collection_tasks', answer.collectionId) ?? refuse('notFound')
    const rows = await rowsConfirmed(answer) ?? (await rowsNow(task, answer, ctx.now)).rows.filter(row => !row.left)
    return make(ctx, { task, answerId: answer._id, parts: [{ branch: answer.organisationName, rows }], organisation: { id: answer.organisationId, name: answer.organisationName }, what: '填报表' })
  },
}
