import type { imports } from '../../../types/contracts/imports'
import { _, change, find } from '../../platform/database'
import type { ModuleHandlers } from '../../platform/context'
import { guard, refuse } from '../../platform/errors'
import { PAGE, pageFrom } from '../../services/paging'
import { reaches } from '../../services/scope'
import { jobFor, statusOf, whyCannotCancel } from './job'
import { chunksOf, dropChunks, pageOfChunks, split } from './staging'

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
    if (job.state !== 'cancelled') guard(whyCannotCancel(job))
    const cancelled = job.state === 'cancelled' ? job : await change('imports', { _id: job._id, state: 'staged' }, { state: 'cancelled' }) ?? refuse('importBusy')
    await dropChunks(job._id)
    return statusOf(cancelled, ctx.now)
  },

  'imports.list': async (ctx, input) => {
    const organisationId = input.organisationId ?? ctx.access.organisationId
    if (!await reaches(ctx, organisationId, 'keepRoster')) refuse('notFound')
    const limit = input.limit ?? PAGE
    const jobs = await find('imports', { organisationId, ...(input.cursor && { key: _.lt(input.cursor) }) }, { orderBy: [['key', 'desc']], limit: limit + 1 })
    return pageFrom(jobs, limit, job => job.key, job => statusOf(job, ctx.now))
  },
}
