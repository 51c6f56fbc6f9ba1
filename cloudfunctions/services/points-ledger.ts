import type { Activity, CheckIn, PointsLine } from '../platform/documents'
import { addOnce, read } from '../platform/database'
import { timeKey } from '../platform/time'

/** The id of a fact's line under a rule: the same fact can never count twice. */
export const lineId = (fact: string, rule: string): string => `${fact}_${rule}`
/** The id of the line that takes another back. */
export const reversalId = (id: string): string => `${id}_reversal`

/** Appends a line for a fact; false where it is there already. One operation, two on a repeat. */
export async function addLine(line: Omit<PointsLine, '_id' | 'key' | 'reverses'>): Promise<boolean> {
  const _id = lineId(line.fact, line.rule)
  return addOnce('points', { ...line, _id, key: timeKey(line.at, _id), reverses: null })
}

/** Appends the line that takes another back; a line can be taken back once. Nothing is ever edited. */
export async function reverseLine(line: PointsLine, reversal: { reason: string; at: Date; by: string | null }): Promise<boolean> {
  const _id = reversalId(line._id)
  return addOnce('points', { ...line, ...reversal, _id, key: timeKey(reversal.at, _id), delta: -line.delta, reverses: line._id })
}

/** A check-in as a fact of the ledger: each turn (a tick after one was taken back) is one of its own. */
const factOf = (checkIn: Pick<CheckIn, '_id'>, turn: number): string => `${checkIn._id}-${turn}`
/** The id of the line that a turn of a check-in gives. */
export const checkInLineId = (checkIn: Pick<CheckIn, '_id'>, turn: number): string => lineId(factOf(checkIn, turn), 'checkIn')

/** Adds what a check-in gives by the activity's rule; nothing where points are off. At most one operation, two on a repeat. */
export async function addForCheckIn(activity: Pick<Activity, 'title' | 'pointsPerCheckIn'>, checkIn: CheckIn): Promise<boolean> {
  if (activity.pointsPerCheckIn === 0) return false
  return addLine({
    memberId: checkIn.memberId, organisationId: checkIn.organisationId, delta: activity.pointsPerCheckIn, reason: `签到：${activity.title}`,
    fact: factOf(checkIn, checkIn.turn), rule: 'checkIn', at: checkIn.at, by: checkIn.way === 'code' ? null : checkIn.by,
  })
}

/** Takes back what a turn of a check-in gave, whatever the rule says by now; nothing where it gave nothing or was taken back already. */
export async function reverseCheckIn(activity: Pick<Activity, 'title'>, checkIn: CheckIn, turn: number, by: string | null, now: Date): Promise<boolean> {
  const line = await read('points', checkInLineId(checkIn, turn))
  return line !== null && reverseLine(line, { reason: `撤销签到：${activity.title}`, at: now, by })
}
