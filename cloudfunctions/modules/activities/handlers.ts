import type { activities } from '../../../types/contracts/activities'
import type { ModuleHandlers } from '../../platform/context'
import { _, find, read } from '../../platform/database'
import type { Activity, Places } from '../../platform/documents'
import { plusDays, timeKey } from '../../platform/time'
import { activityRules } from '../../regulations/activity-rules'
import { PAGE, pageFrom } from '../../services/paging'
import { dropTelling, placesOf } from '../../services/sign-up'
import { checkInHandlers, checkInId } from './check-in'
import { editHandlers } from './edit'
import { activitySeen, organisationsSeen } from './load'
import { signUpHandlers } from './sign-up'
import { activityOf, lineOf, type QueueOf } from './views'

/** The key below which nothing lies that was started at this instant or later. */
const keyFrom = (instant: Date): string => instant.toISOString()

/** Coming soonest first, with what runs now at its head; past newest first. The index holds all three fields, so only the page is read. */
function pageOf(organisationIds: string[], when: 'coming' | 'past', cursor: string | undefined, now: Date, limit: number): Promise<Activity[]> {
  const organisationId = organisationIds.length === 1 ? organisationIds[0] : _.in(organisationIds)
  const where = when === 'coming'
    // What runs now began at most so long ago: older ones need not be looked through.
    ? { organisationId, key: _.gt(cursor ?? keyFrom(plusDays(now, -activityRules.longestDays))), endsAt: _.gt(now) }
    : { organisationId, key: _.lt(cursor ?? timeKey(now, '')), endsAt: _.lte(now) }
  return find('activities', where, { orderBy: [['key', when === 'coming' ? 'asc' : 'desc']], limit })
}

/** The queues of some activities, as much of them as a list needs. One operation. */
async function queuesOf(activities: Activity[]): Promise<Map<string, QueueOf>> {
  if (activities.length === 0) return new Map()
  const fields = ['capacity', 'queue.m', 'queue.guests'] as unknown as (keyof Places)[]
  const found = await find('places', { _id: _.in(activities.map(activity => activity._id)) }, { limit: activities.length, fields })
  return new Map(found.map(places => [places._id, { capacity: places.capacity, queue: places.queue ?? [] }]))
}

export const handlers: ModuleHandlers<typeof activities> = {
  ...editHandlers,
  ...signUpHandlers,
  ...checkInHandlers,

  'activities.list': async (ctx, input) => {
    const limit = input.limit ?? PAGE
    const found = await pageOf(organisationsSeen(ctx), input.when, input.cursor, ctx.now, limit + 1)
    const queues = await queuesOf(found.slice(0, limit))
    return pageFrom(found, limit, activity => activity.key, activity => lineOf(activity, queues.get(activity._id) ?? { capacity: activity.capacity, queue: [] }, ctx.access.memberId, ctx.now))
  },

  'activities.get': async (ctx, input) => {
    const activity = await activitySeen(ctx, input.activityId)
    const [places, checkIn] = await Promise.all([placesOf(activity._id), read('check_ins', checkInId(activity._id, ctx.access.memberId))])
    await dropTelling(places, ctx.access.memberId)
    return activityOf(ctx, activity, places, checkIn)
  },
}
