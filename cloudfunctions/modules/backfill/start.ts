/** An uploaded sheet becomes a run: what it asks for, whether anybody stands in it, what was chosen for it last time. */
import { addOnce, change } from '../../platform/database'
import type { MemberContext } from '../../platform/context'
import type { FillRunDocument, FillSheet, Organisation } from '../../platform/documents'
import { storeFile } from '../../platform/files'
import { idFrom } from '../../platform/ids'
import { plusDays, timeKey } from '../../platform/time'
import { headerKey } from '../../services/sheets-read/headers'
import { readTemplate, type Template, type TemplateSheet } from '../../services/sheet-fill/template'
import { openTemplate } from '../../services/sheet-fill/workbook'
import { lastFilled, searchKeysOf } from './run'
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
export async function startRun(ctx: MemberContext, _id: string, organisation: Organisation, fileName: string, bytes: Buffer): Promise<void> {
  const template = await readTemplate(bytes)
  const best = template.best === null ? null : template.sheets[template.best]!
  const sheets = template.sheets.filter(({ headerLast }) => headerLast > 0).map(sheetOf)
  const blank = await isBlank(bytes, template)
  const last = await lastFilled(organisation._id, sheets.map(({ fingerprint }) => fingerprint))
  // Last time another of its sheets may have been the one.
  const chosen = sheets.find(({ fingerprint }) => fingerprint === last?.filledPrint)?.index ?? best?.index ?? null
  const above = template.sheets.find(({ index }) => index === chosen)?.title ?? ''
  // 填报单位： and the like are to be written, not read.
  const title = above.split(' ').filter(part => !/[:：]/.test(part)).join(' ').slice(0, 60)
  const templatePath = `backfill/${ctx.caller.accountId}/${_id}.xlsx`
  const run: FillRunDocument = {
    _id, key: timeKey(ctx.now, _id), organisationId: organisation._id, organisationName: organisation.name, fileName, title, searchKeys: searchKeysOf(fileName, title),
    sheets, sheet: chosen, guess: kindsWanted([above, best?.name ?? '', fileName].join(' ')), macros: template.macros, blank, templatePath,
    remembered: last?.filledAt ? { at: last.filledAt, fileName: last.fileName } : null, state: 'making', at: ctx.now, by: ctx.caller.accountId, byName: ctx.access.memberName,
    version: 1, made: null, filledPrint: null, filledAt: null, filePath: null, clearAt: plusDays(ctx.now, blank ? DRAFT_DAYS.blank : DRAFT_DAYS.used),
  }
  // The record comes first: a file that is cut off half stored is found by it and cleared.
  await addOnce('fill_runs', run)
  await storeFile(templatePath, bytes)
  await change('fill_runs', { _id, state: 'making' }, { state: 'draft' })
}
