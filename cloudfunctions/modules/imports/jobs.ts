/** What timers do for imports: go on with what a call had to leave, and clear what nobody will commit. */
import { _, change, find, read } from '../../platform/database'
import { plusDays, plusMinutes } from '../../platform/time'
import { eachAlone } from '../../services/parallel'
import { goOnCommitting } from './commit'
import { inTurn, STAGED_HOURS, UNDO_DAYS } from './job'
import { dropChunks } from './staging'
import { goOnUndoing } from './undo'

/** Milliseconds before the function's end at which no further chunk is begun. */
const RESERVE = 10_000

/** Goes on with commits and undos whose call has ended before they were complete. `deadline` is an instant of the running clock. */
export async function continueImports(now: Date, deadline: Date): Promise<void> {
  const timeLeft = () => deadline.getTime() - Date.now() - RESERVE
  const open = await find('imports', { state: _.in(['committing', 'undoing']), 'lease.until': _.lte(now) }, { orderBy: [['at', 'asc']], limit: 20 })
  await eachAlone(open, async job => {
    if (timeLeft() <= 0) return
    await inTurn(job, { from: [job.state], now, until: plusMinutes(now, 2) }, (taken, holder) =>
      (job.state === 'committing' ? goOnCommitting(taken, holder, timeLeft, now) : goOnUndoing(taken, holder, timeLeft)))
  })
}

/**
 * Clears dry runs that nobody has committed within a day, the rows of finished imports, and images when the time for an
 * undo is over. Chunks whose import was never recorded belong to a call that was cut off.
 */
export async function clearImports(now: Date): Promise<void> {
  const expired = await find('imports', { state: 'staged', expiresAt: _.lte(now) }, { limit: 200 })
  for (const { _id } of expired) await change('imports', { _id, state: 'staged' }, { state: 'cancelled' })
  const dayAgo = plusMinutes(now, -STAGED_HOURS * 60)
  await clear(['rows', 'problems'], dayAgo, now)
  await clear(['undo'], plusDays(now, -UNDO_DAYS), now)
}

async function clear(kinds: ('rows' | 'problems' | 'undo')[], before: Date, now: Date): Promise<void> {
  const old = await find('import_chunks', { kind: _.in(kinds), at: _.lte(before) }, { orderBy: [['at', 'asc']], limit: 500, fields: ['importId'] })
  for (const importId of new Set(old.map(chunk => chunk.importId))) {
    const job = await read('imports', importId)
    const working = job?.state === 'committing' || job?.state === 'undoing'
    const undoable = kinds.includes('undo') && job?.state === 'done' && job.expiresAt > now
    if (!working && !undoable) await dropChunks(importId, kinds)
  }
}
