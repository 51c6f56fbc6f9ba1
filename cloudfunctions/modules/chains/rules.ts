import type { Refusal } from '../../../types/contracts/errors'
import type { Activity } from '../../platform/documents'

/** Whether a chain may still be recorded for an activity: until it ends, as its organiser may sign others up. */
export function whyCannotRecordFor(activity: Pick<Activity, 'calledOffAt' | 'endsAt'>, now: Date): Refusal | null {
  if (activity.calledOffAt) return { code: 'activityCancelled' }
  return now >= activity.endsAt ? { code: 'activityOver' } : null
}

/** What is wrong with a chain as it was read. */
export function whyNotChain(found: { lines: number; entries: number; max: number }): Refusal | null {
  if (found.lines > found.max) return { code: 'chainTooLong', detail: { max: found.max, found: found.lines } }
  return found.entries === 0 ? { code: 'chainEmpty' } : null
}

/** Whether all who are named belong to the branch. */
export const whyForeign = (named: string[], roster: Set<string>): Refusal | null =>
  (named.every(memberId => roster.has(memberId)) ? null : { code: 'badInput', detail: { what: '名单里有不在本支部名册上的人，请重新粘贴' } })
