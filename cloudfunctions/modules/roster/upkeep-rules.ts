/** Judgements of a roster's upkeep. Our own limits, no regulation's: how many filters, how many at once, how long a change can be taken back. */
import { BULK_UNDO_MINUTES, SAVED_FILTERS } from '../../../types/contracts/roster-upkeep'
import type { Refusal } from '../../../types/contracts/errors'
import type { BulkChange, Member } from '../../platform/documents'

/** Whether another filter may be named beside so many others. */
export const whyCannotSaveFilter = (others: number): Refusal | null => (others >= SAVED_FILTERS ? { code: 'filtersFull', detail: { max: SAVED_FILTERS } } : null)

/** Until when a change of many can be taken back. */
export const undoUntil = ({ at }: Pick<BulkChange, 'at'>): Date => new Date(at.getTime() + BULK_UNDO_MINUTES * 60_000)

/** Whether a change of many may be taken back; one that was may be asked again, which goes on with it. */
export const whyCannotUndoBulk = (bulk: Pick<BulkChange, 'at' | 'undoneAt'>, now: Date): Refusal | null =>
  (bulk.undoneAt === null && now > undoUntil(bulk) ? { code: 'bulkTooLate', detail: { minutes: BULK_UNDO_MINUTES } } : null)

/** What is written to everybody who was chosen. */
export type Change = BulkChange['change']
/** What a person was before a change of many, by which it is taken back; `v` is the version that the change found. */
export interface Image { m: string; name: string; v: number; groupId: string | null; groupName: string | null; className: string | null }

export const imageOf = (member: Member): Image => ({ m: member._id, name: member.name, v: member.version, groupId: member.groupId, groupName: member.groupName, className: member.className })

/** Whether a person is already as the change would have them. */
export const isAlready = (member: Pick<Member, 'groupId' | 'className'>, change: Change): boolean =>
  (change.groupId === undefined || member.groupId === change.groupId) && (change.className === undefined || member.className === change.className)

/** A change in words: 党小组改为第一党小组、班级清空. */
export function wordsOf(change: Change): string {
  const to = (label: string, value: string | null | undefined) => (value === undefined ? [] : [value === null ? `${label}清空` : `${label}改为${value}`])
  return [...to('党小组', change.groupId === null ? null : change.groupName), ...to('班级', change.className)].join('、')
}

/** What people were before, each with how many, the most first: 第一党小组 12人. */
export function beforeOf(members: Pick<Member, 'groupName' | 'className'>[], change: Change): { text: string; count: number }[] {
  const counts = new Map<string, number>()
  for (const member of members) {
    const text = [...(change.groupId !== undefined ? [member.groupName ?? '未编组'] : []), ...(change.className !== undefined ? [member.className ?? '未填班级'] : [])].join('，')
    counts.set(text, (counts.get(text) ?? 0) + 1)
  }
  return [...counts].map(([text, count]) => ({ text, count })).sort((a, b) => b.count - a.count)
}

/** Puts together what can be written by one update: the same version and the same values. */
export function together<T>(items: T[], keyOf: (item: T) => unknown): T[][] {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const key = JSON.stringify(keyOf(item))
    groups.set(key, [...(groups.get(key) ?? []), item])
  }
  return [...groups.values()]
}
