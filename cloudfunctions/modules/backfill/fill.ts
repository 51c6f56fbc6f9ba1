/** Filling: people into the sheet, the file into storage, the rows kept sealed, the difference to last time. */
import type { SensitiveItem } from '../../../types/contracts/codes'
import { _, change } from '../../platform/database'
import type { MemberContext } from '../../platform/context'
import type { FillMade, FillRunDocument, Organisation } from '../../platform/documents'
import { refuse } from '../../platform/errors'
import { download, fileIdAt, fileRules, removeFiles, storeFile } from '../../platform/files'
import { idFrom } from '../../platform/ids'
import { dayOf, plusDays, plusMinutes } from '../../platform/time'
import { noteOutgoing } from '../../services/outgoing'
import { fillTemplate } from '../../services/sheet-fill/fill'
import { readTemplate } from '../../services/sheet-fill/template'
import { mergeNumbers, type readNumbers } from './numbers'
import { peopleFor } from './people'
import { differencesOf } from './rules'
import { lastFilled, type Plan } from './run'
import { dropPieces, filledColumns, keep, rowFor, sentIn, type FilledColumn } from './sent'

/** How long a filled file stays: a day; one with ID numbers only as long as it takes to fetch it. */
const KEPT = { days: 1, minutesWithNumbers: 15 }
/** Names that an answer lists. */
const NAMES = 50
const sensitive: readonly SensitiveItem[] = ['phone', 'landline', 'address', 'idNumber']

/** Takes the sheet with ID numbers in, once, when it is certain that somebody needs them. */
export type TakeNumbers = () => Promise<Awaited<ReturnType<typeof readNumbers>>>

/** The tap that fills: a repeat writes the same file and the same pieces. */
export const tapOf = (ctx: MemberContext, runId: string): string => idFrom('fillTap', ctx.caller.accountId, ctx.requestId, runId)

/**
 * Fills a run and records it. Two at once: one of them meets `conflict` and leaves nothing. Errors: `fillNobody`,
 * `fillNothing`, `exportTooMany`, `fillSheetGone`, `conflict`.
 */
export async function fillRun(ctx: MemberContext, run: FillRunDocument, organisation: Organisation, plan: Plan, takeNumbers: TakeNumbers | null): Promise<FillRunDocument> {
  const tap = tapOf(ctx, run._id)
  const bytes = await download(await fileIdAt(run.templatePath!), fileRules.template.maxBytes).catch(() => refuse('fillSheetGone'))
  const template = (await readTemplate(bytes)).sheets[plan.sheet.index] ?? refuse('fillNoSheet')
  const columns = filledColumns(template.columns, plan.columns)
  if (columns.length === 0) refuse('fillNothing')
  const people = await peopleFor(organisation, plan.who)
  const wantsNumbers = columns.some(({ item }) => item === 'idNumber')
  const merged = takeNumbers && wantsNumbers ? mergeNumbers(people, await takeNumbers()) : null
  const lines = people.map((person, i) => rowFor(person, i + 1, columns, dayOf(ctx.now), merged?.byPerson.get(person.person._id) ?? null))

  const items = sensitive.filter(item => columns.some(column => column.item === item) && (item !== 'idNumber' || (merged?.byPerson.size ?? 0) > 0))
  await noteOutgoing(ctx, { recordId: `${run._id}_${tap}`, organisationId: organisation._id, organisationName: organisation.name, what: `填表：${run.fileName}`.slice(0, 60), items, memberIds: people.map(({ person }) => person._id) })
  const filePath = `backfill/${ctx.caller.accountId}/${run._id}_${tap}.${run.macros ? 'xlsm' : 'xlsx'}`
  const clearAt = merged && merged.byPerson.size > 0 ? plusMinutes(ctx.now, KEPT.minutesWithNumbers) : plusDays(ctx.now, KEPT.days)
  // Before the file is stored its path is on record, so that one which is cut off is found and cleared.
  const claimed = await change('fill_runs', { _id: run._id, version: run.version, state: _.neq('removed') }, { version: run.version + 1, clearAt, files: _.push([filePath]) })
  if (!claimed) refuse('conflict')
  await storeFile(filePath, await fillTemplate(bytes, { sheet: template.index, columns: columns.map(({ index, dates }) => ({ index, dates })), rows: lines.map(({ values }) => values) }))

  const rows = lines.map(({ row }) => row)
  const rowChunks = await keep(run._id, tap, 'rows', rows, ctx.now)
  const made: FillMade = {
    tap, at: ctx.now, sheet: plan.sheet.index, columns: plan.columns, who: plan.who, people: people.length, rowChunks,
    unknown: columns.map(({ header }, i) => ({ header, cells: rows.filter(({ cells }) => cells[i] === null).length })).filter(({ cells }) => cells > 0),
    numbers: merged ? { merged: merged.byPerson.size, wrong: merged.wrong.slice(0, NAMES), missing: merged.missing.slice(0, NAMES), missingTotal: merged.missing.length } : null,
    difference: await differenceTo(await lastFilled(organisation._id, [plan.sheet.fingerprint], run._id), run._id, tap, columns, rows, ctx.now),
  }
  const filled = await change('fill_runs', { _id: run._id, version: run.version + 1, state: _.neq('removed') }, { made: _.set(made), state: 'filled', filledPrint: plan.sheet.fingerprint, filledAt: ctx.now, filePath, clearAt, version: run.version + 2 })
  if (!filled) {
    await removeFiles([await fileIdAt(filePath)])
    refuse('conflict')
  }
  // What a filling before left goes now; what a broken call leaves goes with the file.
  await dropPieces(run._id, tap)
  const former = [run.filePath, ...(run.files ?? [])].filter((path): path is string => path !== null && path !== filePath)
  if (former.length > 0) await removeFiles(await Promise.all([...new Set(former)].map(fileIdAt)))
  return filled
}

async function differenceTo(last: FillRunDocument | null, runId: string, tap: string, columns: FilledColumn[], rows: Parameters<typeof differencesOf>[1]['rows'], now: Date): Promise<FillMade['difference']> {
  const made = last?.made
  const sheet = last?.sheets.find(({ index }) => index === made?.sheet)
  if (!last || !made || !sheet) return null
  const before = await sentIn(last._id, made.tap, made.rowChunks, filledColumns(sheet.columns, made.columns))
  const changes = differencesOf(before, { columns, rows })
  const of = (kind: string): number => changes.filter(each => each.kind === kind).length
  return { runId: last._id, at: made.at, added: of('added'), removed: of('removed'), changed: of('changed'), chunks: await keep(runId, tap, 'changes', changes, now) }
}
