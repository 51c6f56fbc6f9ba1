import type { ParsedInputOf } from '../../../types/contracts'
import type { activities } from '../../../types/contracts/activities'
import { organisationsWith } from '../../platform/access'
import type { MemberContext, ModuleHandlers } from '../../platform/context'
import { _, change, read, transaction } from '../../platform/database'
import type { Activity, InboxItem, Places } from '../../platform/documents'
import { guard, refuse } from '../../platform/errors'
import { idFrom } from '../../platform/ids'
import { timeInWords, timeKey } from '../../platform/time'
import { checkText } from '../../platform/wechat'
import { audienceOf, closeItem, countUp, inboxId, putItem } from '../../services/inbox'
import { goingOf, headsIn } from '../../services/places'
import { placesOf, settle, tell } from '../../services/sign-up'
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
    // Together, so that there is never an activity without a queue.
    const fresh = await transaction(async tx => {
      if (await tx.read('activities', _id)) return false
      await tx.add('activities', activity)
      await tx.add('places', emptyPlaces(_id, activity.capacity))
      return true
    })
    await putItem({ ...itemOf(activity), audience: audienceOf.branch(organisation._id), kind: 'activity', refId: _id, at: ctx.now })
    if (fresh) await countUp(organisation._id, { activities: 1 })
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
      return { version: activity.version + 1, moved }
    })
    // Changed, not put anew: one that was called off meanwhile stays off.
    await change('inbox', { _id: inboxId('activity', seen._id) }, itemOf(fields))
    if (moved) await settle({ ...seen, ...fields }, moved.before, moved.after, ctx.now)
    return { version }
  },

  'activities.callOff': async (ctx, input) => {
    const activity = await activityRun(ctx, input.activityId)
    const tap = tapOf(ctx)
    const repeated = activity.lastTap === tap
    if (!repeated) {
      guard(whyCannotEdit(activity, ctx.now))
      await checkText(ctx.caller.openid, input.reason)
      const done = await change('activities', { _id: activity._id, calledOffAt: null }, { calledOffAt: ctx.now, callOffReason: input.reason, version: _.inc(1), lastTap: tap })
      if (!done) refuse('activityCancelled')
      await countUp(activity.organisationId, { activities: -1 })
    }
    // Closing the queue answers with all who are in it: nobody can come in unseen after this.
    const places = await change('places', { _id: activity._id }, { closed: true, unsettledAt: null }) ?? await placesOf(activity._id)
    await closeItem('activity', activity._id)
    await tell(activity, places.queue.map(entry => entry.m), { title: `活动已取消：${activity.title}`, hint: input.reason }, ctx.now)
    return {}
  },
}

/** The queue before and after a change of capacity; refuses fewer places than are taken. */
function changedPlaces(places: Places | null, capacity: number | null, now: Date): { before: Places; after: Places } {
  if (!places) refuse('notFound')
  const going = goingOf(places.queue, places.capacity)
  guard(whyWrongCapacity(capacity, headsIn(going)))
  return { before: places, after: { ...places, capacity, unsettledAt: going.length < places.queue.length ? now : places.unsettledAt } }
}
