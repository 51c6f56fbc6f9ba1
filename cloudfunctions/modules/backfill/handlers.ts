import type { backfill } from '../../../types/contracts/backfill'
import { stages, standings } from '../../../types/contracts/codes'
import type { ModuleHandlers } from '../../platform/context'
import { _, addOnce, change, db, find, read } from '../../platform/database'
import type { FillRunDocument } from '../../platform/documents'
import { guard, refuse } from '../../platform/errors'
import { idFrom } from '../../platform/ids'
import { dayOf, plusDays, timeKey } from '../../platform/time'
import { PAGE, pageFrom } from '../../services/paging'
import { isMember } from '../../services/person-values'
import { organisationFor } from '../../services/scope'
import { sweep } from './clear'
import { linkOf } from './link'
import { firstPeople, pageOfPeople } from './people'
import { whyCannotFill, whyCannotOpen, whyCannotRepeat, type SentRow } from './rules'
import { lineOf, planOf, runFor, viewOf } from './run'
import { filledColumns, readPiece, rowFor, shownCell, type FilledColumn } from './sent'

/** Rows that a preview shows. */
const ROWS_SHOWN = 5

const shownRow = (columns: readonly Pick<FilledColumn, 'header' | 'item'>[], { name, cells }: SentRow) =>
  ({ name, cells: columns.map(({ header, item }, i) => ({ header, text: shownCell(item, cells[i] ?? null), known: cells[i] !== null })) })

/** The columns that were filled in a run. */
const madeColumns = (run: FillRunDocument): FilledColumn[] => filledColumns(run.sheets.find(({ index }) => index === run.made?.sheet)?.columns ?? [], run.made?.columns ?? [])

/** The piece that a cursor names; the first without one. */
const pieceAt = (cursor: string | undefined): number => (/^\d{1,4}$/.test(cursor ?? '') ? Number(cursor) : 0)

export const handlers: ModuleHandlers<typeof backfill> = {
  'backfill.get': async (ctx, input) => {
    const run = await runFor(ctx, input.runId)
    return viewOf(run, await read('organisations', run.organisationId), input.sheet, ctx.now)
  },

  'backfill.list': async (ctx, input) => {
    const organisation = await organisationFor(ctx, input.organisationId ?? ctx.access.organisationId, 'keepRoster')
    const limit = input.limit ?? PAGE
    const search = (input.search ?? '').toLowerCase().replace(/\s/g, '')
    const found = await find('fill_runs', {
      organisationId: organisation._id, state: _.in(['draft', 'filled', 'gone']), ...(input.cursor && { key: _.lt(input.cursor) }),
      ...(search && { searchKeys: db.RegExp({ regexp: `^${search.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}`, options: '' }) }),
    }, { orderBy: [['key', 'desc']], limit: limit + 1 })
    return pageFrom(found, limit, run => run.key, run => lineOf(run, ctx.now))
  },

  'backfill.people': async (ctx, input) => {
    const run = await runFor(ctx, input.runId)
    const organisation = await organisationFor(ctx, run.organisationId, 'keepRoster')
    if (organisation.kind !== 'branch') return { items: [], next: null }
    const { items, next } = await pageOfPeople(organisation._id, input.who ?? { kinds: run.guess }, input.search ?? '', input.cursor, input.limit ?? PAGE)
    return { items: items.map(person => ({ id: person._id, name: person.name, hint: [isMember(person) ? standings[person.standing] : stages[person.stage], person.className, person.studentNumber].filter(Boolean).join(' · ') })), next }
  },

  'backfill.preview': async (ctx, input) => {
    const run = await runFor(ctx, input.runId)
    const organisation = await organisationFor(ctx, run.organisationId, 'keepRoster')
    guard(whyCannotFill(run))
    const plan = await planOf(run, input)
    const columns = filledColumns(plan.sheet.columns, plan.columns)
    const { people, some } = await firstPeople(organisation, plan.who, ROWS_SHOWN)
    return { people, rows: some.map((person, i) => shownRow(columns, rowFor(person, i + 1, columns, dayOf(ctx.now), null).row)) }
  },

  'backfill.open': async (ctx, input) => {
    const run = await runFor(ctx, input.runId)
    guard(whyCannotOpen(run))
    return linkOf(run, ctx.now)
  },

  'backfill.again': async (ctx, input) => {
    const run = await runFor(ctx, input.runId)
    guard(whyCannotRepeat(run))
    const _id = idFrom('fillRun', ctx.caller.accountId, ctx.requestId, run._id)
    await addOnce('fill_runs', {
      ...run, _id, key: timeKey(ctx.now, _id), sheet: run.made?.sheet ?? run.sheet, state: 'draft', at: ctx.now, by: ctx.caller.accountId, byName: ctx.access.memberName, version: 1,
      remembered: { at: run.made?.at ?? run.at, fileName: run.fileName }, made: null, filledPrint: null, filledAt: null, filePath: null, files: [], clearAt: plusDays(ctx.now, 30),
    })
    return { runId: _id }
  },

  'backfill.rows': async (ctx, input) => {
    const run = await runFor(ctx, input.runId)
    const n = pieceAt(input.cursor)
    const rows = run.made ? await readPiece(run._id, run.made.tap, 'rows', n) : null
    const columns = madeColumns(run)
    return { items: (rows ?? []).map(row => shownRow(columns, row)), next: run.made && n + 1 < run.made.rowChunks ? String(n + 1) : null }
  },

  'backfill.differences': async (ctx, input) => {
    const run = await runFor(ctx, input.runId)
    const n = pieceAt(input.cursor)
    const chunks = run.made?.difference?.chunks ?? 0
    const found = run.made && n < chunks ? await readPiece(run._id, run.made.tap, 'changes', n) : null
    return {
      items: (found ?? []).map(({ kind, name, changes }) => ({ kind, name, changes: changes.map(({ item, header, before, after }) => ({ header, before: shownCell(item, before), after: shownCell(item, after) })) })),
      next: n + 1 < chunks ? String(n + 1) : null,
    }
  },

  'backfill.remove': async (ctx, input) => {
    const run = await runFor(ctx, input.runId)
    // Whatever of it is not gone when a call breaks off goes with the timer.
    const removed = await change('fill_runs', { _id: run._id, version: run.version, state: _.neq('removed') }, { state: 'removed', version: run.version + 1, clearAt: ctx.now, filledPrint: null })
    if (!removed) refuse('conflict')
    await sweep(removed)
    return {}
  },
}
