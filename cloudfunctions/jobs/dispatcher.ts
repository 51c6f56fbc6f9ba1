import { addOnce, change, db } from '../platform/database'
import { plusMinutes } from '../platform/time'

/** Work that comes round: every so many minutes, within the given instants, safe to run again. */
export interface Job { name: string; everyMinutes: number; run(now: Date, deadline: Date): Promise<unknown> }

const NEVER = new Date(0)

/**
 * Runs what is due. A job is taken by one conditional update, so that two dispatchers never run the same one; a lease
 * that outlives its holder frees it. One job's error is kept on its record and does not stop the others.
 */
export async function runDue(jobs: Job[], now: Date, deadline: Date): Promise<{ ran: string[]; failed: string[] }> {
  const ran: string[] = []
  const failed: string[] = []
  for (const job of jobs) {
    if (new Date() >= deadline) break
    const take = () => change('jobs', { _id: job.name, dueAt: db.command.lte(now), leaseUntil: db.command.lte(now) }, { leaseUntil: plusMinutes(now, 5) })
    const taken = await take() ?? (await addOnce('jobs', { _id: job.name, dueAt: now, leaseUntil: NEVER, lastRun: null, lastError: null }) ? await take() : null)
    if (!taken) continue
    let lastError: string | null = null
    try {
      await job.run(now, deadline)
      ran.push(job.name)
    } catch (error) {
      lastError = String((error as Error).message ?? error).slice(0, 300)
      console.error({ job: job.name, error })
      failed.push(job.name)
    }
    await change('jobs', { _id: job.name }, { dueAt: plusMinutes(now, job.everyMinutes), leaseUntil: NEVER, lastRun: now, lastError })
  }
  return { ran, failed }
}
