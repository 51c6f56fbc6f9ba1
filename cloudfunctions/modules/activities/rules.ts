/** What may be done with an activity, when, and why not. Every question is answered for the button and for the guard alike. */
import type { ActivityState, SignUpState } from '../../../types/contracts/codes'
import type { Refusal } from '../../../types/contracts/errors'
import { timeInWords } from '../../../types/words'
import { activityRules, whyOver } from '../../regulations/activity-rules'
import type { Activity } from '../../platform/documents'

type Times = Pick<Activity, 'startsAt' | 'endsAt' | 'signUpClosesAt'>
type Facts = Times & Pick<Activity, 'calledOffAt'>

const minutesFrom = (instant: Date, minutes: number): Date => new Date(instant.getTime() + minutes * 60_000)

/** What an activity is called at an instant: the label of lists. */
export function stateOf(activity: Facts, now: Date): ActivityState {
  if (activity.calledOffAt) return 'cancelled'
  if (now >= activity.endsAt) return 'ended'
  if (now >= activity.startsAt) return 'started'
  return now >= activity.signUpClosesAt ? 'closed' : 'open'
}

/** Sign-up has its own closing time; where none was set it is the start, and then the start is the reason. */
function whyClosed(activity: Facts, now: Date): Refusal | null {
  if (now < activity.signUpClosesAt) return null
  if (activity.signUpClosesAt.getTime() === activity.startsAt.getTime()) return { code: 'activityStarted' }
  return { code: 'signUpClosed', detail: { at: timeInWords(activity.signUpClosesAt) } }
}

/** Whether a member who stands so may sign up now. */
export function whyCannotSignUp(activity: Facts, mine: SignUpState, now: Date): Refusal | null {
  return whyOver(activity, now) ?? (mine !== 'none' ? { code: 'alreadySignedUp' } : whyClosed(activity, now))
}

/** Whether a member who stands so may take it back: who goes until sign-up closes, who only waits until the end. */
export function whyCannotCancel(activity: Facts, mine: SignUpState, now: Date): Refusal | null {
  if (mine === 'none') return { code: 'notSignedUp' }
  const over = whyOver(activity, now)
  if (over || mine === 'waiting' || now < activity.signUpClosesAt) return over
  return { code: 'cancelTooLate' }
}

/** Whether others may be signed up or taken off: a group leader as the member could, the organiser until the end. */
export function whyCannotSignUpOthers(activity: Facts, organiser: boolean, now: Date): Refusal | null {
  return whyOver(activity, now) ?? (organiser ? null : whyClosed(activity, now))
}

/** From when until when the code works. */
export const codeWindow = (activity: Times): { from: Date; until: Date } => ({
  from: minutesFrom(activity.startsAt, -activityRules.codeOpensMinutes),
  until: minutesFrom(activity.endsAt, activityRules.codeClosesMinutes),
})

function whyOutside(from: Date, until: Date, now: Date): Refusal | null {
  if (now < from) return { code: 'checkInNotOpen', detail: { at: timeInWords(from) } }
  return now > until ? { code: 'checkInClosed', detail: { at: timeInWords(until) } } : null
}

/** Whether the code may be shown. */
export function whyCannotShowCode(activity: Facts, now: Date): Refusal | null {
  if (activity.calledOffAt) return { code: 'activityCancelled' }
  const { from, until } = codeWindow(activity)
  return whyOutside(from, until, now)
}

/** Whether a member may check in by the code; who did not sign up may come too. */
export function whyCannotCheckIn(activity: Facts, present: boolean, now: Date): Refusal | null {
  return present ? { code: 'alreadyCheckedIn' } : whyCannotShowCode(activity, now)
}

/** Whether names may be ticked. */
export function whyCannotTick(activity: Facts, now: Date): Refusal | null {
  if (activity.calledOffAt) return { code: 'activityCancelled' }
  return whyOutside(codeWindow(activity).from, minutesFrom(activity.endsAt, activityRules.tickDays * 1440), now)
}

/** Whether an activity may be changed or called off. */
export const whyCannotEdit = (activity: Facts, now: Date): Refusal | null => whyOver(activity, now)

/**
 * What is wrong with the times as typed. `before` is the activity that is changed: times that lie behind are accepted only
 * where they were so before.
 */
export function whyWrongTimes(times: Times, before: Times | null, now: Date): Refusal | null {
  const { startsAt, endsAt, signUpClosesAt } = times
  if (endsAt <= startsAt) return { code: 'activityEndsBeforeStart' }
  if (minutesFrom(startsAt, activityRules.longestDays * 1440) < endsAt) return { code: 'activityTooLong', detail: { days: activityRules.longestDays } }
  if (signUpClosesAt > endsAt) return { code: 'activityClosesLate' }
  const set = (field: keyof Times): boolean => times[field].getTime() !== before?.[field].getTime()
  if (endsAt <= now || (set('startsAt') && startsAt < now)) return { code: 'activityInPast' }
  if (set('signUpClosesAt') && signUpClosesAt < now && signUpClosesAt < startsAt) return { code: 'datesWrong', detail: { what: '报名截止时间已经过去' } }
  return null
}

/** What is wrong with a number of places; null is no limit. `going` are the heads that go already. */
export function whyWrongCapacity(capacity: number | null, going: number): Refusal | null {
  if (capacity === null) return null
  if (capacity < 1) return { code: 'capacityTooSmall' }
  return capacity < going ? { code: 'capacityBelowGoing', detail: { going } } : null
}
