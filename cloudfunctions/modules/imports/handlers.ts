import type { imports } from '../../../types/contracts/imports'
import { _, change, find, put, read } from '../../platform/database'
import type { MemberContext, ModuleHandlers } from '../../platform/context'
import type { ImportJob, Organisation } from '../../platform/documents'
import { guard, refuse } from '../../platform/errors'
import { PAGE, pageFrom } from '../../services/paging'
import { organisationFor, reaches } from '../../services/scope'
import { plusDays } from '../../platform/time'
import { closeItem } from '../../services/inbox'
import { jobFor, statusOf, UNDO_DAYS, whyCannotCancel } from './job'
import { keepHeaders } from './known'
import { chunksOf, dropChunks, pageOfChunks, split } from './staging'

/** An organisation with a roster of its own, which the caller keeps; `notFound` otherwise. */
async function branchFor(ctx: MemberContext, organisationId: string): Promise<Organisation> {
  const organisation = await organisationFor(ctx, organisationId, 'keepRoster')
  return organisation.kind === 'group' ? refuse('notFound') : organisation
}

/** Asks a commit to stop after the part that it is at; where nobody is at it, it has stopped. What was written can be undone. Safe to repeat. */
async function stop(job: ImportJob, now: Date): Promise<ImportJob> {
  const told = await change('imports', { _id: job._id, state: 'committing' }, { stop: true })
  const ended = told && await change('imports', { _id: job._id, state: 'committing', 'lease.until': _.lte(now) }, { state: 'done', expiresAt: plusDays(now, UNDO_DAYS) })
  if (ended) await closeItem('importRunning', job._id)
  return ended ?? told ?? await read('imports', job._id) ?? job
}

/** What `api` serves of imports: looking, and giving up. The spreadsheet library and long work are in `sheets`. */
export const apiHandlers: ModuleHandlers<typeof imports> = {
  'imports.problems': async (ctx, input) => {
    const job = await jobFor(ctx, input.importId)
    const chunks = split(Array.from({ length: job.problemsTotal })).length
    return pageOfChunks(job._id, 'problems', { first: 0, end: chunks }, input.cursor, input.limit ?? PAGE)
  },

  'imports.changes': async (ctx, input) => {
    const job = await jobFor(ctx, input.importId)
    const { items, next } = await pageOfChunks(job._id, 'rows', chunksOf(job.counts, input.outcome), input.cursor, input.limit ?? PAGE)
    return { items: items.map(({ row, name, outcome, changes }) => ({ row, name, outcome, changes })), next }
  },

  'imports.status': async (ctx, input) => statusOf(await jobFor(ctx, input.importId), ctx.now),

  'imports.cancel': async (ctx, input) => {
    const job = await jobFor(ctx, input.importId)
    if (job.stop || job.state === 'committing') return statusOf(await stop(job, ctx.now), ctx.now)
    if (job.state !== 'cancelled') guard(whyCannotCancel(job))
    const cancelled = job.state === 'cancelled' ? job : await change('imports', { _id: job._id, state: 'staged' }, { state: 'cancelled' }) ?? refuse('importBusy')
    await dropChunks(job._id)
    return statusOf(cancelled, ctx.now)
  },

  'imports.keepHeaders': async (ctx, input) => ({ known: await keepHeaders((await branchFor(ctx, input.organisationId))._id, input.headers) }),

  'imports.forgetHeaders': async (ctx, input) => {
    const { _id } = await branchFor(ctx, input.organisationId)
    await put('known_headers', { _id, headers: [] })
    return { known: 0 }
  },

  'imports.list': async (ctx, input) => {
    const organisationId = input.organisationId ?? ctx.access.organisationId
    if (!await reaches(ctx, organisationId, 'keepRoster')) refuse('notFound')
    const limit = input.limit ?? PAGE
    const jobs = await find('imports', { organisationId, ...(input.cursor && { key: _.lt(input.cursor) }) }, { orderBy: [['key', 'desc']], limit: limit + 1 })
    return pageFrom(jobs, limit, job => job.key, job => statusOf(job, ctx.now))
  },
}
