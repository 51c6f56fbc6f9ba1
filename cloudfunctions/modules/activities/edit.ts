import type { ParsedInputOf } from '../../../types/contracts'
import type { activities } from '../../../types/contracts/activities'
import { organisationsWith } from '../../platform/access'
import type { MemberContext, ModuleHandlers } from '../../platform/context'
import { change, read, transaction } from '../../platform/database'
import type { Activity, InboxItem, Places } from '../../platform/documents'
import { guard, refuse } from '../../platform/errors'
import { idFrom } from '../../platform/ids'
import { timeInWords, timeKey } from '../../platform/time'
import { checkText } from '../../platform/wechat'
import { audienceOf, countUp, inboxId, itemUp } from '../../services/inbox'
import { goingOf, headsIn } from '../../services/places'
import { settle, tellCalledOff } from '../../services/sign-up'
import { newCodeSecret } from './check-in-code'
import { activityRun, runs } from './load'
import { whyCannotEdit, whyWrongCapacity, whyWrongTimes } from './rules'

type Typed = Pick<Activity, 'title' | 'place' | 'detail' | 'startsAt' | 'endsAt' | 'signUpClosesAt' | 'capacity'>

/** What was typed, as it is stored: sign-up closes at the start where nothing else is said. */
function typed(input: ParsedInputOf<'activities.create'>): Typed {
  const startsAt = new Date(input.startsAt)
  return {
    title: input.title, place: input.place, detail: input.detail, startsAt, endsAt: new Date(input.endsAt),
    signUpClosesAt: input.signUpClosesAt === undefined ? startsAt : new Date(input.signUpClosesAt), capacity: input.capacity ?? null,
  }
}

/** Everything that a person typed, for the text check. */
const textOf = (fields: Pick<Typed, 'title' | 'place' | 'detail'>): string => [fields.title, fields.place, fields.detail].join('\n')

/** An activity on the home pages of its branch: to be answered until sign-up closes, there until it ends. */
const itemOf = (activity: Typed): Pick<InboxItem, 'title' | 'hint' | 'due' | 'startsAt' | 'endsAt' | 'until'> => ({
  title: activity.title, hint: `${timeInWords(activity.startsAt)}，${activity.place}`,
  due: activity.signUpClosesAt, startsAt: activity.startsAt, endsAt: activity.endsAt, until: activity.endsAt,
})

/** The tap of this call: a repeat carries the same. */
const tapOf = (ctx: MemberContext): string => idFrom('activity', ctx.caller.accountId, ctx.action, ctx.requestId)

/** Where the caller's new activities belong: the own branch, or the organisation above that the caller runs. */
const organisationToRun = (ctx: MemberContext): string => {
  const own = ctx.access.organisationId
  return runs(ctx, own) ? own : organisationsWith(ctx.access, 'runBranch', ctx.now)[0] ?? refuse('forbidden')
}

const emptyPlaces = (_id: string, capacity: number | null): Places => ({ _id, capacity, closed: false, queue: [], leave: [], log: [], told: [], reminded: [], unsettledAt: null })

type EditAction = 'activities.create' | 'activities.update' | 'activities.callOff'

export const editHandlers: Pick<ModuleHandlers<typeof activities>, EditAction> = {
  'activities.create': async (ctx, input) => {
    const fields = typed(input)
    guard(whyWrongTimes(fields, null, ctx.now) ?? whyWrongCapacity(fields.capacity, 0))
    const organisation = await read('organisations', organisationToRun(ctx)) ?? refuse('notFound')
    await checkText(ctx.caller.openid, textOf(fields))
    const _id = tapOf(ctx)
    const activity: Activity = {
      ...fields, _id, key: timeKey(fields.startsAt, _id), organisationId: organisation._id, organisationName: organisation.name,
      organiserId: ctx.access.memberId, organiserName: ctx.access.memberName, calledOffAt: null, callOffReason: null, checkInSecret: newCodeSecret(),
      pointsPerCheckIn: organisation.points.enabled ? organisation.points.perCheckIn : 0, version: 1, lastTap: _id, at: ctx.now,
    }
    // Together, so that there is never an activity without a queue or unseen. What a repeat says otherwise counts for nothing.
    const fresh = await transaction(async tx => {
      if (await tx.read('activities', _id)) return false
      await tx.add('activities', activity)
      await tx.add('places', emptyPlaces(_id, activity.capacity))
      await tx.put('inbox', itemUp({ ...itemOf(activity), audience: audienceOf.branch(organisation._id), kind: 'activity', refId: _id, at: ctx.now }))
      return true
    })
    if (fresh) {
      await countUp(organisation._id, { activities: 1 })
      await followRule(activity)
    }
    return { activityId: _id }
  },

  'activities.update': async (ctx, input) => {
    const fields = typed(input)
    const seen = await activityRun(ctx, input.activityId)
    if (textOf(fields) !== textOf(seen)) await checkText(ctx.caller.openid, textOf(fields))
    const tap = tapOf(ctx)
    const { version, moved } = await transaction(async tx => {
      const activity = await tx.read('activities', seen._id) ?? refuse('notFound')
      if (activity.lastTap === tap) return { version: activity.version, moved: null }
      if (activity.version !== input.version) refuse('conflict')
      guard(whyCannotEdit(activity, ctx.now) ?? whyWrongTimes(fields, activity, ctx.now) ?? whyWrongCapacity(fields.capacity, 0))
      const moved = fields.capacity === activity.capacity ? null : await changedPlaces(await tx.read('places', seen._id), fields.capacity, ctx.now)
      await tx.update('activities', seen._id, { ...fields, key: timeKey(fields.startsAt, seen._id), version: activity.version + 1, lastTap: tap })
      if (moved) await tx.update('places', seen._id, { capacity: moved.after.capacity, unsettledAt: moved.after.unsettledAt })
      // With the record, so that of two changes the later one is shown. Changed, not put anew.
      await tx.update('inbox', inboxId('activity', seen._id), itemOf(fields))
      return { version: activity.version + 1, moved }
    })
    if (moved) await settle({ ...seen, ...fields }, moved.before, moved.after, ctx.now)
    return { version }
  },

  'activities.callOff': async (ctx, input) => {
    const activity = await activityRun(ctx, input.activityId)
    const tap = tapOf(ctx)
    if (activity.lastTap !== tap) {
      guard(whyCannotEdit(activity, ctx.now))
      await checkText(ctx.caller.openid, input.reason)
    }
    // Together, so that no call that breaks off leaves it half called off: nobody comes into the queue unseen after this, and a job tells whom this call could not.
    const { places, reason, fresh } = await transaction(async tx => {
      const [now, queue] = [await tx.read('activities', activity._id), await tx.read('places', activity._id)]
      if (!now || !queue) refuse('notFound')
      if (now.lastTap === tap) return { places: queue, reason: now.callOffReason ?? input.reason, fresh: false }
      guard(whyCannotEdit(now, ctx.now))
      const closing = { closed: true, unsettledAt: ctx.now }
      await tx.update('activities', activity._id, { calledOffAt: ctx.now, callOffReason: input.reason, version: now.version + 1, lastTap: tap })
      await tx.update('places', activity._id, closing)
      await tx.update('inbox', inboxId('activity', activity._id), { closed: true })
      return { places: { ...queue, ...closing }, reason: input.reason, fresh: true }
    })
    if (fresh) await countUp(activity.organisationId, { activities: -1 })
    await tellCalledOff({ ...activity, callOffReason: reason }, places, ctx.now)
    return {}
  },
}

/** The branch's rule for points may have changed while the activity was made: who changes it looks for activities after the rule. */
async function followRule(activity: Activity): Promise<void> {
  const points = (await read('organisations', activity.organisationId))?.points
  const pointsPerCheckIn = points?.enabled ? points.perCheckIn : 0
  if (pointsPerCheckIn !== activity.pointsPerCheckIn) await change('activities', { _id: activity._id }, { pointsPerCheckIn })
}

/** The queue before and after a change of capacity; refuses fewer places than are taken. */
function changedPlaces(places: Places | null, capacity: number | null, now: Date): { before: Places; after: Places } {
  if (!places) refuse('notFound')
  const going = goingOf(places.queue, places.capacity)
  guard(whyWrongCapacity(capacity, headsIn(going)))
  return { before: places, after: { ...places, capacity, unsettledAt: going.length < places.queue.length ? now : places.unsettledAt } }
}
