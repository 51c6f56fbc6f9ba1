import type { PointsLine } from '../platform/documents'
import { addOnce } from '../platform/database'
import { timeKey } from '../platform/time'

/** The id of a fact's line under a rule: the same fact can never count twice. */
export const lineId = (fact: string, rule: string): string => `${fact}_${rule}`

/** Appends a line for a fact; false where it is there already. One operation, two on a repeat. */
export async function addLine(line: Omit<PointsLine, '_id' | 'key' | 'reverses'>): Promise<boolean> {
  const _id = lineId(line.fact, line.rule)
  return addOnce('points', { ...line, _id, key: timeKey(line.at, _id), reverses: null })
}

/** Appends the line that takes another back; a line can be taken back once. Nothing is ever edited. */
export async function reverseLine(line: PointsLine, reversal: { reason: string; at: Date; by: string }): Promise<boolean> {
  const _id = `${line._id}_reversal`
  return addOnce('points', { ...line, ...reversal, _id, key: timeKey(reversal.at, _id), delta: -line.delta, reverses: line._id })
}
