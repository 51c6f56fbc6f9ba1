import type { activities } from '../../../types/contracts/activities'
import { hasPowerIn, mayLead } from '../../platform/access'
import type { MemberContext, ModuleHandlers } from '../../platform/context'
import { read } from '../../platform/database'
import type { Activity, Places } from '../../platform/documents'
import { guard, refuse } from '../../platform/errors'
import { standingIn } from '../../services/places'
import { dropTelling, joinQueue, leaveQueue, noteStanding, placesOf, settle } from '../../services/sign-up'
import { activitySeen } from './load'
import { whyCannotCancel, whyCannotSignUp, whyCannotSignUpOthers } from './rules'
import { standingOf } from './views'

/** The queue after somebody has left it; nothing changes where a former call did it already. */
async function takeOff(ctx: MemberContext, activity: Activity, places: Places, memberId: string): Promise<Places> {
  const { before, after } = await leaveQueue(places, [memberId], { what: 'cancelled', by: memberId === ctx.access.memberId ? null : ctx.access.memberId }, ctx.now)
  await Promise.all([noteStanding(activity._id, memberId, after), dropTelling(places, memberId), settle(activity, before, after, ctx.now)])
  return after
}

/** Whether a former call has taken this person off: then a repeat is answered, not refused. */
const hasLeft = (places: Places, memberId: string): boolean =>
  !places.queue.some(entry => entry.m === memberId) && places.log.some(entry => entry.m === memberId)

type SignUpAction = 'activities.signUp' | 'activities.cancel' | 'activities.signUpFor'

export const signUpHandlers: Pick<ModuleHandlers<typeof activities>, SignUpAction> = {
  /** Four operations: access, activity, one conditional update of the queue, the note for home. A repeat finds the entry there. */
  'activities.signUp': async (ctx, input) => {
    const activity = await activitySeen(ctx, input.activityId)
    const { memberId } = ctx.access
    guard(whyCannotSignUp(activity, 'none', ctx.now))
    const places = await joinQueue(activity._id, [{ m: memberId, by: null, byName: null, note: null, guests: 0 }], ctx.now)
    await noteStanding(activity._id, memberId, places)
    return standingOf(places, memberId)
  },

  'activities.cancel': async (ctx, input) => {
    const activity = await activitySeen(ctx, input.activityId)
    const { memberId } = ctx.access
    const places = await placesOf(activity._id)
    if (!hasLeft(places, memberId)) guard(whyCannotCancel(activity, standingIn(places.queue, places.capacity, memberId).mine, ctx.now))
    return standingOf(await takeOff(ctx, activity, places, memberId), memberId)
  },

  'activities.signUpFor': async (ctx, input) => {
    const [activity, member] = await Promise.all([activitySeen(ctx, input.activityId), read('members', input.memberId)])
    if (!member || member.organisationId !== activity.organisationId) refuse('notFound')
    if (!mayLead(ctx.access, member, ctx.now)) refuse('forbidden')
    if (member.archived) refuse('memberArchived', { name: member.name })
    guard(whyCannotSignUpOthers(activity, hasPowerIn(ctx.access, 'leadGroup', activity.organisationId, ctx.now), ctx.now))
    if (!input.going) {
      const places = await placesOf(activity._id)
      if (!hasLeft(places, member._id) && standingIn(places.queue, places.capacity, member._id).mine === 'none') refuse('notSignedUp')
      return standingOf(await takeOff(ctx, activity, places, member._id), member._id)
    }
    const self = member._id === ctx.access.memberId
    const entry = { m: member._id, by: self ? null : ctx.access.memberId, byName: self ? null : ctx.access.memberName, note: null, guests: 0 }
    const places = await joinQueue(activity._id, [entry], ctx.now)
    await noteStanding(activity._id, member._id, places)
    return standingOf(places, member._id)
  },
}
