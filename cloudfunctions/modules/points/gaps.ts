import { _, find } from '../../platform/database'
import type { Activity, CheckIn } from '../../platform/documents'
import { plusDays, plusMinutes } from '../../platform/time'
import { inParallel } from '../../services/parallel'
import { addForCheckIn, checkInLineId, reversalId, reverseCheckIn } from '../../services/points-ledger'

/** How many check-ins one call looks at, and how far back: a gap comes from a call that broke off, so it is a recent one. */
const PAGE_OF_CHECK_INS = 200
const DAYS_BACK = 3
/** A call that is still under way may yet write its line. */
const MINUTES_OF_GRACE = 1

/** By which instant check-ins are gone through: those that were recorded lately, then those that were taken back lately, however old. */
const passes = ['at', 'undoneAt'] as const
interface Cursor { by: (typeof passes)[number]; at: string; id: string }

/** The next page of recent check-ins in the order of their instant; those of one instant by id. One operation. */
function checkInsAfter(now: Date, by: Cursor['by'], cursor: Cursor | null): Promise<CheckIn[]> {
  const until = plusMinutes(now, -MINUTES_OF_GRACE)
  const where = cursor
    ? _.or([{ [by]: _.gt(new Date(cursor.at)).and(_.lte(until)) }, { [by]: new Date(cursor.at), _id: _.gt(cursor.id) }])
    : { [by]: _.gt(plusDays(now, -DAYS_BACK)).and(_.lte(until)) }
  return find('check_ins', where as never, { orderBy: [[by, 'asc'], ['_id', 'asc']], limit: PAGE_OF_CHECK_INS })
}

/** The documents with these ids, a few hundred at most. */
async function byId<N extends 'activities' | 'points'>(name: N, ids: string[], fields: N extends 'activities' ? (keyof Activity)[] : undefined): Promise<Map<string, { _id: string }>> {
  const found: { _id: string }[] = []
  for (let from = 0; from < ids.length; from += 500) found.push(...await find(name, { _id: _.in(ids.slice(from, from + 500)) } as never, { limit: 500, fields: fields as never }))
  return new Map(found.map(document => [document._id, document]))
}

/** Where the next call goes on: behind this page, at the beginning of the next pass, or nowhere. */
function cursorAfter(by: Cursor['by'], page: CheckIn[]): string | null {
  const last = page.at(-1)
  if (last && page.length === PAGE_OF_CHECK_INS) return JSON.stringify({ by, at: last[by]!.toISOString(), id: last._id } satisfies Cursor)
  const pass = passes[passes.indexOf(by) + 1]
  return pass ? JSON.stringify({ by: pass, at: '', id: '' } satisfies Cursor) : null
}

/**
 * Compares recent check-ins with the ledger: a missing line is added, a line of a check-in that was taken back is reversed.
 * For the jobs: safe to repeat. Pass what `next` says until it is null.
 * @returns how many lines were added, and where to go on
 */
export async function findPointGaps(now: Date, cursor: string | null): Promise<{ mended: number; next: string | null }> {
  const from = cursor === null ? null : JSON.parse(cursor) as Cursor
  const by = from?.by ?? passes[0]
  const checkIns = await checkInsAfter(now, by, from && from.id !== '' ? from : null)
  const next = cursorAfter(by, checkIns)
  const activities = await byId('activities', [...new Set(checkIns.map(record => record.activityId))], ['_id', 'title', 'pointsPerCheckIn']) as Map<string, Activity>
  const turns = checkIns.flatMap(record => Array.from({ length: record.turn }, (_unused, index) => ({ record, turn: index + 1 })))
    .filter(({ record }) => activities.has(record.activityId))
  const lines = await byId('points', turns.flatMap(({ record, turn }) => [checkInLineId(record, turn), reversalId(checkInLineId(record, turn))]), undefined)
  const mended = await inParallel(turns, 10, async ({ record, turn }) => {
    const id = checkInLineId(record, turn)
    const counts = turn === record.turn && record.undoneAt === null
    const activity = activities.get(record.activityId)!
    if (counts) return !lines.has(id) && addForCheckIn(activity, record)
    return lines.has(id) && !lines.has(reversalId(id)) && reverseCheckIn(activity, record, turn, null, now)
  })
  return { mended: mended.filter(Boolean).length, next }
}

/** All recent check-ins, page by page, until the deadline; the next run begins anew. Returns how many lines were added. */
export async function mendPointGaps(now: Date, deadline: Date): Promise<number> {
  let total = 0
  let cursor: string | null = null
  do {
    const { mended, next }: { mended: number; next: string | null } = await findPointGaps(now, cursor)
    total += mended
    cursor = next
  } while (cursor !== null && new Date() < deadline)
  return total
}
