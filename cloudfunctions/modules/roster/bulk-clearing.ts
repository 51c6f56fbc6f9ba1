import { _, db } from '../../platform/database'

const HOURS_KEPT = 24

/** Forgets what people were before a change of many, a day after: it can no longer be taken back by then. */
export async function clearBulkChanges(now: Date): Promise<void> {
  await db.collection('bulk_changes').where({ at: _.lt(new Date(now.getTime() - HOURS_KEPT * 3_600_000)) }).remove()
}
