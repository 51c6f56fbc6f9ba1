/** The activity form: its defaults, what is copied from last time, what is wrong with it. */
import type { InputOf } from '../../../../types/contracts'
import type { Activity, ActivityLine } from '../../../../types/contracts/activities'
import { errorMessage, type ErrorCode } from '../../../../types/contracts/errors'
import { daysUntil, joinInstant, splitInstant } from '../../../services/dates'

export interface ActivityForm {
  title: string
  place: string
  detail: string
  startsAt: string
  endsAt: string
  /** Sign-up closes when the activity starts; `closesAt` counts only where this is off. */
  closesAtStart: boolean
  closesAt: string
  unlimited: boolean
  /** As typed. */
  capacity: string
}
export type FormErrors = Partial<Record<'title' | 'place' | 'startsAt' | 'endsAt' | 'closesAt' | 'capacity', string>>

const DAY = 24 * 3600_000
const later = (instant: string, ms: number): string => new Date(new Date(instant).getTime() + ms).toISOString()
const between = (from: string, to: string): number => new Date(to).getTime() - new Date(from).getTime()

/** A new activity: next Friday 14:30–16:00, sign-up until it starts, no limit. */
export function newForm(now: Date): ActivityForm {
  const today = splitInstant(now).day
  const weekday = new Date(`${today}T00:00:00Z`).getUTCDay()
  const friday = later(joinInstant(today, '14:30'), (((5 - weekday + 6) % 7) + 1) * DAY)
  return { title: '', place: '', detail: '', startsAt: friday, endsAt: later(friday, 90 * 60_000), closesAtStart: true, closesAt: friday, unlimited: true, capacity: '' }
}

export function formOf(activity: Activity): ActivityForm {
  const { title, place, detail, startsAt, endsAt, signUpClosesAt, capacity } = activity
  return { title, place, detail, startsAt, endsAt, closesAtStart: signUpClosesAt === startsAt, closesAt: signUpClosesAt, unlimited: capacity === null, capacity: capacity === null ? '' : String(capacity) }
}

/** Takes over how it was arranged last time: place, times of day, how long before it sign-up closed, places. Never its words. */
export function withStructureOf(form: ActivityForm, last: Pick<ActivityLine, 'place' | 'startsAt' | 'endsAt' | 'signUpClosesAt' | 'capacity'>): ActivityForm {
  const startsAt = joinInstant(splitInstant(form.startsAt).day, splitInstant(last.startsAt).time)
  return {
    ...form,
    place: last.place,
    startsAt,
    endsAt: later(startsAt, between(last.startsAt, last.endsAt)),
    closesAtStart: last.signUpClosesAt === last.startsAt,
    closesAt: later(startsAt, between(last.startsAt, last.signUpClosesAt)),
    unlimited: last.capacity === null,
    capacity: last.capacity === null ? '' : String(last.capacity),
  }
}

/** Another start moves the end and the closing time along. */
export function withStart(form: ActivityForm, startsAt: string): ActivityForm {
  const moved = between(form.startsAt, startsAt)
  return { ...form, startsAt, endsAt: later(form.endsAt, moved), closesAt: later(form.closesAt, moved) }
}

/** What is wrong, by field. `before`: the activity that is changed, whose own past is accepted. The server judges again. */
export function errorsOf(form: ActivityForm, now: Date, before: Pick<Activity, 'startsAt' | 'going'> | null): FormErrors {
  const going = before?.going ?? 0
  const errors: FormErrors = {}
  if (!form.title.trim()) errors.title = '请写活动名称'
  if (!form.place.trim()) errors.place = '请写地点，线上活动写“线上”'
  if (form.endsAt <= form.startsAt) errors.endsAt = errorMessage('activityEndsBeforeStart')
  if (new Date(form.endsAt) <= now || (new Date(form.startsAt) < now && form.startsAt !== before?.startsAt)) errors.startsAt = errorMessage('activityInPast')
  if (!form.closesAtStart && form.closesAt > form.endsAt) errors.closesAt = errorMessage('activityClosesLate')
  if (!form.unlimited) {
    const capacity = Number(form.capacity)
    if (!Number.isInteger(capacity) || capacity < 1) errors.capacity = errorMessage('capacityTooSmall')
    else if (capacity > 5000) errors.capacity = '名额最多5000人；不限名额请打开上面的开关'
    else if (capacity < going) errors.capacity = errorMessage('capacityBelowGoing', { going })
  }
  return errors
}

/** Where a refusal of the server belongs; null for one that is not about a field. */
export function fieldOf(code: ErrorCode): keyof FormErrors | null {
  switch (code) {
    case 'activityEndsBeforeStart':
    case 'activityTooLong': return 'endsAt'
    case 'activityInPast': return 'startsAt'
    case 'datesWrong':
    case 'activityClosesLate': return 'closesAt'
    case 'capacityTooSmall':
    case 'capacityBelowGoing': return 'capacity'
    default: return null
  }
}

/** What is sent. */
export function inputOf(form: ActivityForm): InputOf<'activities.create'> {
  return {
    title: form.title.trim(), place: form.place.trim(), detail: form.detail.trim(),
    startsAt: form.startsAt, endsAt: form.endsAt, signUpClosesAt: form.closesAtStart ? form.startsAt : form.closesAt,
    capacity: form.unlimited ? null : Number(form.capacity),
  }
}

/** A closing time in words for the form: 提前2天, 提前3小时. */
export function closesHint(form: ActivityForm): string {
  if (form.closesAt > form.startsAt) return '开始以后还可以报名'
  const days = daysUntil(form.startsAt, new Date(form.closesAt))
  return days > 0 ? `活动开始前${days}天截止` : '活动当天截止'
}
