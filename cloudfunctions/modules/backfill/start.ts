/** An uploaded sheet becomes a run: what it asks for, whether anybody stands in it, what was chosen for it last time. */
import { _, addOnce, find } from '../../platform/database'
import type { MemberContext } from '../../platform/context'
import type { FillRunDocument, FillSheet, Organisation } from '../../platform/documents'
import { storeFile } from '../../platform/files'
import { idFrom } from '../../platform/ids'
import { plusDays, timeKey } from '../../platform/time'
import { headerKey } from '../../services/sheets-read/headers'
import { readTemplate, type Template, type TemplateSheet } from '../../services/sheet-fill/template'
import { openTemplate } from '../../services/sheet-fill/workbook'
import { memoryId, searchKeysOf } from './run'
import { kindsWanted } from './rules'

/** How long a draft stays: one with people in it a day, a blank one a month. */
const DRAFT_DAYS = { blank: 30, used: 1 }

/** The same headers give the same: by it a sheet is known again. */
const fingerprintOf = (columns: readonly { header: string }[]): string => idFrom('sheet', ...columns.map(({ header }) => headerKey(header)))

/** An ID number or a mobile telephone number anywhere in a text. */
const personal = /(?<!\d)(\d{17}[\dXx]|1[3-9]\d{9})(?!\d)/

/** Whether nobody stands anywhere in the file: no row for people is used, and no text holds an ID number or telephone. */
async function isBlank(bytes: Buffer, template: Template): Promise<boolean> {
  if (template.sheets.some(({ usedRows }) => usedRows > 0)) return false
  const { sheets } = await openTemplate(bytes)
  return !sheets.some(sheet => sheet.xml.rows.some(row => row.cells.some(cell => personal.test(sheet.textOf(cell)))))
}

const sheetOf = ({ index, name, columns, usedRows }: TemplateSheet): FillSheet => ({
  index, name, usedRows, fingerprint: fingerprintOf(columns),
  columns: columns.map(column => ({ index: column.index, letter: column.letter, header: column.header, item: column.field, formula: column.formula })),
})

/** Keeps an uploaded sheet as a draft. A sheet without any header is kept as well: the page says what to do. */
export async function startRun(ctx: MemberContext, _id: string, organisation: Organisation, fileName: string, bytes: Buffer): Promise<FillRunDocument> {
  const template = await readTemplate(bytes)
  const best = template.best === null ? null : template.sheets[template.best]!
  const sheets = template.sheets.filter(({ headerLast }) => headerLast > 0).map(sheetOf)
  const blank = await isBlank(bytes, template)
  const ids = sheets.map(({ fingerprint }) => memoryId(organisation._id, fingerprint))
  const memories = ids.length === 0 ? [] : await find('fill_memories', { _id: _.in(ids.slice(0, 50)) }, { limit: 50, fields: ['_id', 'fileName', 'at'] })
  // Last time another of its sheets may have been the one.
  const known = sheets.find(({ fingerprint }) => memories.some(memory => memory._id === memoryId(organisation._id, fingerprint)))
  const chosen = best && memories.some(memory => memory._id === memoryId(organisation._id, sheets.find(({ index }) => index === best.index)!.fingerprint)) ? best.index : known?.index ?? best?.index ?? null
  const fingerprint = sheets.find(({ index }) => index === chosen)?.fingerprint
  const memory = fingerprint === undefined ? undefined : memories.find(each => each._id === memoryId(organisation._id, fingerprint))
  const title = (template.sheets.find(({ index }) => index === chosen)?.title ?? '').slice(0, 60)
  const templatePath = `backfill/${ctx.caller.accountId}/${_id}.xlsx`
  const run: FillRunDocument = {
    _id, key: timeKey(ctx.now, _id), organisationId: organisation._id, organisationName: organisation.name, fileName, title, searchKeys: searchKeysOf(fileName, title),
    sheets, sheet: chosen, guess: kindsWanted([title, best?.name ?? '', fileName].join(' ')), macros: template.macros, blank, templatePath,
    remembered: memory ? { at: memory.at, fileName: memory.fileName } : null, state: 'draft', at: ctx.now, by: ctx.caller.accountId, byName: ctx.access.memberName,
    version: 1, made: null, filePath: null, clearAt: plusDays(ctx.now, blank ? DRAFT_DAYS.blank : DRAFT_DAYS.used),
  }
  // The record comes first: a file that is cut off half stored is found by it and cleared.
  await addOnce('fill_runs', run)
  await storeFile(templatePath, bytes)
  return run
}
