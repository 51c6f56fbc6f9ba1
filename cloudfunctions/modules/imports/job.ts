/** The record of one import: what it may do next, whose turn it is, how it is shown. */
import type * as z from '../../../types/contracts/zod'
import { importStates } from '../../../types/contracts/codes'
import type { Refusal } from '../../../types/contracts/errors'
import type { ImportStatus } from '../../../types/contracts/imports'
import type { MemberContext } from '../../platform/context'
import { _, addOnce, change, read } from '../../platform/database'
import type { ImportJob } from '../../platform/documents'
import { refuse } from '../../platform/errors'
import { randomId } from '../../platform/ids'
import { iso } from '../../platform/time'
import { NOWHERE, reaches } from '../../services/scope'

/** Hours for which a dry run waits to be committed, and days for which a commit can be undone. */
export const STAGED_HOURS = 24
export const UNDO_DAYS = 30
/** So many rows that were left alone are kept by name. */
const LEFT_NAMED = 100

export const FREE = { holder: '', until: new Date(0) }

/** An import of an organisation whose roster the caller keeps; `notFound` otherwise. */
export async function jobFor(ctx: MemberContext, importId: string): Promise<ImportJob> {
  const job = await read('imports', importId)
  if (!await reaches(ctx, job?.organisationId ?? NOWHERE, 'keepRoster') || !job) refuse('notFound')
  return job
}

/** Whether somebody stopped the commit before everything was written. */
const isStopped = (job: ImportJob): boolean => job.state === 'done' && job.stop === true && job.done < job.total

const inState = (job: ImportJob): Refusal => ({ code: 'importState', detail: { state: importStates[job.state] } })

/** Whether a dry run may be committed; a commit under way may be asked for again, which goes on with it. */
export function whyCannotCommit(job: ImportJob, now: Date): Refusal | null {
  if (job.state === 'committing') return null
  if (job.state !== 'staged') return inState(job)
  return job.expiresAt <= now ? { code: 'importExpired' } : null
}

/** Whether a commit may be undone: whole or where it stopped half-way, as long as its images are kept. */
export function whyCannotUndo(job: ImportJob, now: Date): Refusal | null {
  if (job.state === 'undoing') return null
  if (job.state === 'committing') return job.lease && job.lease.until > now ? { code: 'importBusy' } : null
  return job.state === 'done' && job.expiresAt > now ? null : inState(job)
}

export const whyCannotCancel = (job: ImportJob): Refusal | null => (job.state === 'staged' || (job.state === 'committing' && !job.stop) ? null : inState(job))

/** An import as its page shows it. */
export function statusOf(job: ImportJob, now: Date): z.input<typeof ImportStatus> {
  return {
    id: job._id, organisationId: job.organisationId, fileName: job.fileName, state: job.state, at: iso(job.at), counts: { ...job.counts, skipped: job.counts.skipped ?? 0 }, done: job.done, total: job.total, stopped: isStopped(job),
    left: job.left.length <= LEFT_NAMED ? job.left : [...job.left.slice(0, LEFT_NAMED), { row: 0, name: '', why: `另有${job.left.length - LEFT_NAMED}行也没有改动` }],
    // An import that would write nothing has nothing to commit or undo; an undo under way goes on by itself.
    can: { commit: job.total > 0 && whyCannotCommit(job, now) === null, undo: job.total > 0 && job.state !== 'undoing' && whyCannotUndo(job, now) === null, cancel: whyCannotCancel(job) === null },
  }
}

/** How long the work of this call may go on, in milliseconds; asked between chunks. */
export type TimeLeft = () => number

/** What a turn of work on an import begins with: the states it may start from, fields it sets, and when its right ends. */
export interface Turn { from: ImportJob['state'][]; set?: Record<string, unknown>; now: Date; until: Date }

/**
 * Works on an import, one call at a time for the import and one import at a time for the branch: people without an ID
 * number are told apart by what is on the roster, so two imports must not write there together. The right ends by itself
 * where a call dies. Null where another call is at this import or it has moved on, `busy` where it is another import's turn.
 */
export async function inTurn(job: ImportJob, turn: Turn, work: (taken: ImportJob, holder: string) => Promise<ImportJob>): Promise<ImportJob | 'busy' | null> {
  const holder = randomId()
  const mine = { _id: job._id, 'lease.holder': holder }
  if (!await change('imports', { _id: job._id, state: _.in(turn.from), 'lease.until': _.lte(turn.now) }, { lease: _.set({ holder, until: turn.until }) })) return null
  const lockId = `import_${job.organisationId}`
  let locked = false
  try {
    locked = await lockBranch(lockId, turn)
    if (!locked) return 'busy'
    const taken = turn.set ? await change('imports', mine, turn.set) : await read('imports', job._id)
    return taken && await work(taken, holder)
  } finally {
    // Where the database is out of reach, both rights end by their time.
    await release(job._id, holder).catch(() => undefined)
    if (locked) await change('jobs', { _id: lockId, leaseUntil: turn.until }, { leaseUntil: FREE.until }).catch(() => undefined)
  }
}

async function lockBranch(_id: string, { now, until }: Turn): Promise<boolean> {
  const lock = async () => await change('jobs', { _id, leaseUntil: _.lte(now) }, { leaseUntil: until }) !== null
  if (await lock()) return true
  return await addOnce('jobs', { _id, dueAt: FREE.until, leaseUntil: FREE.until, lastRun: null, lastError: null }) && lock()
}

/** Notes a finished chunk, where the caller still has the right; the cursor moves once only, so nothing is counted twice. */
export const noteChunk = (job: ImportJob, holder: string, rows: number, left: ImportJob['left']): Promise<ImportJob | null> =>
  change('imports', { _id: job._id, cursor: job.cursor, 'lease.holder': holder }, { cursor: job.cursor + 1, done: Math.min(job.total, job.done + rows), ...(left.length > 0 && { left: _.push(left) }) })

/** Gives the right back, and moves to the next state where the work is complete. */
export const release = (importId: string, holder: string, more: Record<string, unknown> = {}): Promise<ImportJob | null> =>
  change('imports', { _id: importId, 'lease.holder': holder }, { lease: _.set(FREE), ...more })
