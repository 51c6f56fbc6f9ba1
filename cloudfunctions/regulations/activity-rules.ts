import type { Refusal } from '../../types/contracts/errors'

/**
 * How activities run: defaults of the product, none of them from a regulation. Check-in is never compulsory and always
 * has its manual alternative (DOMAIN.md §6, policy risk).
 */
export const activityRules = {
  source: 'product default',
  /** Days that one activity may last: one check-in stands for one activity, and lists rely on it. */
  longestDays: 31,
  /** The code is shown and accepted from so many minutes before the start until so many after the end. */
  codeOpensMinutes: 60,
  codeClosesMinutes: 60,
  /** Names may be ticked from when the code opens until so many days after the end: the sheet often comes later. */
  tickDays: 30,
  /** The code changes every so many seconds and is good for so many changes more: 30 s × 6 = 3 minutes. */
  codeSeconds: 30,
  codeGoodSteps: 6,
  codeDigits: 6,
  /** Wrong codes by one account for one activity before it has to wait. */
  wrongCodes: { tries: 5, minutes: 10 },
  /** Minutes before the start when those who agreed to it are reminded. */
  reminderMinutes: 120,
  /** The newest cancellations, which an activity keeps. */
  keptCancellations: 300,
} as const

/** What stands against everything that changes who comes: that it was called off, or is over. */
export function whyOver(activity: { calledOffAt: Date | null; endsAt: Date }, now: Date): Refusal | null {
  if (activity.calledOffAt) return { code: 'activityCancelled' }
  return now >= activity.endsAt ? { code: 'activityOver' } : null
}
