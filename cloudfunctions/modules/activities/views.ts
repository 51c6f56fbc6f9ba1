import type { OutputOf } from '../../../types/contracts'
import type { SignUpState } from '../../../types/contracts/codes'
import type { Refusal } from '../../../types/contracts/errors'
import { hasLevel } from '../../platform/access'
import type { MemberContext } from '../../platform/context'
import type { Activity, CheckIn, Places } from '../../platform/documents'
import { abilities } from '../../platform/errors'
import { iso } from '../../platform/time'
import { standingIn } from '../../services/places'
import { runs } from './load'
import { stateOf, whyCannotCancel, whyCannotCheckIn, whyCannotEdit, whyCannotSignUp, whyCannotSignUpOthers, whyCannotTick } from './rules'

type Line = OutputOf<'activities.list'>['items'][number]
/** As much of a queue as a list needs. */
export type QueueOf = { capacity: number | null; queue: { m: string; guests?: number }[] }

/** An activity as a line of a list. */
export function lineOf(activity: Activity, places: QueueOf, memberId: string, now: Date): Line {
  const { mine, going, waiting } = standingIn(places.queue, places.capacity, memberId)
  return {
    id: activity._id, title: activity.title, place: activity.place, startsAt: iso(activity.startsAt), endsAt: iso(activity.endsAt),
    signUpClosesAt: iso(activity.signUpClosesAt), state: stateOf(activity, now), capacity: places.capacity, going, waiting, mine,
  }
}

/** Where somebody stands after a sign-up or a cancellation. */
export const standingOf = (places: QueueOf, memberId: string): OutputOf<'activities.signUp'> => standingIn(places.queue, places.capacity, memberId)

const needed = (has: boolean, otherwise: Refusal | null): Refusal | null => (has ? otherwise : { code: 'forbidden' })

/** What the caller may do with an activity, by the rules that guard the writes. */
function judged(ctx: MemberContext, activity: Activity, mine: SignUpState, present: boolean) {
  const { now } = ctx
  const organises = runs(ctx, activity.organisationId)
  const leads = organises || hasLevel(ctx.access, 'leadGroup', now)
  return abilities({
    signUp: whyCannotSignUp(activity, mine, now),
    cancel: whyCannotCancel(activity, mine, now),
    checkIn: whyCannotCheckIn(activity, present, now),
    signUpOthers: needed(leads, whyCannotSignUpOthers(activity, organises, now)),
    edit: needed(organises, whyCannotEdit(activity, now)),
    callOff: needed(organises, whyCannotEdit(activity, now)),
    runCheckIn: needed(organises, whyCannotTick(activity, now)),
    seePeople: needed(leads, null),
    pasteChain: needed(organises, whyCannotSignUpOthers(activity, organises, now)),
  })
}

/** An activity as its page shows it to the caller. */
export function activityOf(ctx: MemberContext, activity: Activity, places: Places, checkIn: CheckIn | null): OutputOf<'activities.get'> {
  const { memberId } = ctx.access
  const { mine, position } = standingIn(places.queue, places.capacity, memberId)
  const checkedIn = checkIn !== null && checkIn.undoneAt === null
  const detail = activity.callOffReason ? `已取消：${activity.callOffReason}\n${activity.detail}`.trim() : activity.detail
  return {
    ...lineOf(activity, places, memberId, ctx.now), detail, organiserName: activity.organiserName, organisationName: activity.organisationName,
    position, checkedIn, pointsForCheckIn: activity.pointsPerCheckIn, version: activity.version, ...judged(ctx, activity, mine, checkedIn),
  }
}
