import type * as z from '../../../types/contracts/zod'
import type { ImportWay } from '../../../types/contracts/codes'
import { importItems, type ImportProblem, type ImportReport, type ImportStatus, type imports } from '../../../types/contracts/imports'
import { _, addOnce, find, findAll, read } from '../../platform/database'
import type { MemberContext, ModuleHandlers } from '../../platform/context'
import type { ImportJob, Organisation } from '../../platform/documents'
import { guard, refuse } from '../../platform/errors'
import { acceptUpload, download, fileRules, removeFiles } from '../../platform/files'
import { idFrom } from '../../platform/ids'
import { dayOf, plusMinutes, timeKey } from '../../platform/time'
import { audienceOf, putItem } from '../../services/inbox'
import { organisationFor } from '../../services/scope'
import { goOnCommitting } from './commit'
import { fieldLabels } from '../../services/sheets-read/headers'
import { FREE, inTurn, jobFor, STAGED_HOURS, statusOf, whyCannotCommit, whyCannotUndo, type TimeLeft } from './job'
import { judgeAgainstRoster } from './judge-roster'
import { knownHeadersOf } from './known'
import { columnsIn, parseRoster } from './parse'
import { chunksOf, readChunk, stage, type Outcome } from './staging'
import { goOnUndoing } from './undo'

/** Problems that the report brings along; the rest is paged. */
const PROBLEMS_SHOWN = 50
/** Milliseconds before the function's end at which no further chunk is begun. */
const RESERVE = 15_000

/** What `sheets` serves of imports: reading a file, writing it, taking it back. */
export const sheetsHandlers: ModuleHandlers<typeof imports, 'sheets'> = {
  'imports.preview': async (ctx, input) => {
    const organisation = await organisationFor(ctx, input.organisationId, 'keepRoster')
    if (organisation.kind === 'group') refuse('notFound')
    const importId = idFrom('import', ctx.caller.accountId, organisation._id, input.uploadId)
    const repeated = await read('imports', importId)
    if (repeated) return reportOf(repeated, await readChunk(importId, 'problems', 0) ?? [], ctx.now)
    const { fileName } = await acceptUpload(input, ctx.caller.accountId, 'roster', ctx.now)
    try {
      const bytes = await download(input.fileId, fileRules.roster.maxBytes)
      return await preview(ctx, importId, organisation, { fileName: input.fileName.trim() || fileName, bytes, way: input.way ?? 'both' })
    } finally {
      // Nothing of the file stays, whatever was wrong with it.
      await removeFiles([input.fileId]).catch(error => console.error({ action: ctx.action, error }))
    }
  },

  'imports.columns': async (ctx, input) => {
    const organisation = await organisationFor(ctx, input.organisationId, 'keepRoster')
    if (organisation.kind === 'group') refuse('notFound')
    await acceptUpload(input, ctx.caller.accountId, 'roster', ctx.now)
    try {
      const [bytes, known] = await Promise.all([download(input.fileId, fileRules.roster.maxBytes), knownHeadersOf(organisation._id)])
      const { columns, ...sheet } = await columnsIn(bytes, known)
      return {
        ...sheet, columns: columns.map(({ key, label, field, samples }) => ({ key, label, item: field, samples, chosen: known.has(key) })),
        choices: importItems.map(item => ({ item, label: fieldLabels[item] })),
      }
    } finally {
      await removeFiles([input.fileId]).catch(error => console.error({ action: ctx.action, error }))
    }
  },

  'imports.commit': async (ctx, input) => {
    const job = await jobFor(ctx, input.importId)
    if (job.state === 'done') return statusOf(job, ctx.now)
    guard(whyCannotCommit(job, ctx.now))
    const timeLeft = timeLeftIn(ctx)
    return shown(ctx, job, await inTurn(job, { from: ['staged', 'committing'], set: { state: 'committing' }, ...turnOf(ctx) }, async (taken, holder) => {
      if (job.state === 'staged') await announce(taken, ctx.now)
      return goOnCommitting(taken, holder, timeLeft, ctx.now)
    }))
  },

  'imports.undo': async (ctx, input) => {
    const job = await jobFor(ctx, input.importId)
    if (job.state === 'undone') return statusOf(job, ctx.now)
    guard(whyCannotUndo(job, ctx.now))
    const timeLeft = timeLeftIn(ctx)
    const set = job.state === 'undoing' ? {} : { state: 'undoing', cursor: 0, done: 0, left: _.set([]), total: await writtenBy(job) }
    return shown(ctx, job, await inTurn(job, { from: [job.state], set, ...turnOf(ctx) }, (taken, holder) => goOnUndoing(taken, holder, timeLeft)))
  },
}

/** How far an import is; where another call is at it, that is the answer too. Another import of the branch has to be waited for. */
async function shown(ctx: MemberContext, job: ImportJob, worked: Awaited<ReturnType<typeof inTurn>>): Promise<z.input<typeof ImportStatus>> {
  if (worked === 'busy') refuse('importBusy')
  return statusOf(worked ?? await read('imports', job._id) ?? refuse('notFound'), ctx.now)
}

/** A right to work ends a little after the function that has it. */
const turnOf = (ctx: MemberContext): { now: Date; until: Date } => ({ now: ctx.now, until: plusMinutes(ctx.deadline, 1) })

/** The call's time is counted by a clock that only runs, from here: the product's own clock may be set. */
function timeLeftIn(ctx: MemberContext): TimeLeft {
  const end = performance.now() + (ctx.deadline.getTime() - ctx.now.getTime()) - RESERVE
  return () => end - performance.now()
}

/** Rows that a commit has written, whole or as far as it came: those of which there are images. */
async function writtenBy(job: ImportJob): Promise<number> {
  const chunks = await find('import_chunks', { importId: job._id, kind: 'undo' }, { limit: 1000, fields: ['count'] })
  return chunks.reduce((sum, chunk) => sum + chunk.count, 0)
}

/** The officers of the branch see on their home page that an import is under way, until it is done. */
async function announce(job: ImportJob, now: Date): Promise<void> {
  await putItem({
    audience: audienceOf.officers(job.organisationId), kind: 'importRunning', title: '正在导入名册', hint: job.fileName, refId: job._id,
    due: null, startsAt: null, endsAt: null, until: plusMinutes(now, STAGED_HOURS * 60), at: now,
  })
}

interface Tried { fileName: string; bytes: Buffer; way: ImportWay }
/** Outcomes that a way of importing leaves out. */
const leftOut: Record<ImportWay, readonly Outcome[]> = { both: [], update: ['new'], add: ['changed'] }

async function preview(ctx: MemberContext, importId: string, organisation: Organisation, { fileName, bytes, way }: Tried): Promise<z.input<typeof ImportReport>> {
  const [roster, members, groups] = await Promise.all([
    knownHeadersOf(organisation._id).then(known => parseRoster(bytes, organisation.name, dayOf(ctx.now), known)),
    findAll('members', { organisationId: organisation._id }),
    findAll('organisations', { parentId: organisation._id, kind: 'group', gone: _.neq(true) }),
  ])
  const { rows: judged, problems } = await judgeAgainstRoster(roster, organisation, members, groups)
  const rows = judged.map(row => (leftOut[way].includes(row.outcome) ? { ...row, outcome: 'skipped' as const } : row))
  const counts = { new: 0, changed: 0, unchanged: 0, refused: 0, skipped: 0 }
  for (const row of rows) counts[row.outcome]++
  await stage(importId, rows, problems, ctx.now)
  const job: ImportJob = {
    _id: importId, key: timeKey(ctx.now, importId), organisationId: organisation._id, fileName, state: 'staged', at: ctx.now, by: ctx.caller.accountId, byName: ctx.access.memberName,
    expiresAt: plusMinutes(ctx.now, STAGED_HOURS * 60), counts, done: 0, total: counts.new + counts.changed, left: [],
    sheetName: roster.sheetName, headerRow: roster.header.row, mapped: roster.mapped, ignored: roster.header.ignored,
    problemsTotal: problems.length, chunks: chunksOf(counts).end, cursor: 0, lease: FREE,
  }
  // The record comes last: chunks without one are the leavings of a call that was cut off, and are cleared.
  await addOnce('imports', job)
  return reportOf(job, problems, ctx.now)
}

const reportOf = (job: ImportJob, problems: ImportProblem[], now: Date): z.input<typeof ImportReport> => ({
  ...statusOf(job, now), sheetName: job.sheetName, headerRow: job.headerRow, mapped: job.mapped, ignored: job.ignored,
  problems: problems.slice(0, PROBLEMS_SHOWN), problemsTotal: job.problemsTotal,
})
