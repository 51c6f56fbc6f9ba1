/**
 * People come into an activity's queue and leave it: by their own tap, a group leader's, or a pasted chain. The queue is
 * one document and each change of it one conditional update, so two at once can neither oversell nor lose one another.
 */
import type { Activity, Places, QueueEntry } from '../platform/documents'
import { _, change, db, find, put, read } from '../platform/database'
import { refuse } from '../platform/errors'
import { timeInWords } from '../platform/time'
import { ENTER_PAGE } from '../platform/wechat'
import { activityRules } from '../regulations/activity-rules'
import { audienceOf, inboxId, markItem, memberDigestId } from './inbox'
import { eachAlone, inParallel } from './parallel'
import { aroundLeaving, goingOf, movedUp, standingIn } from './places'
import { remind } from './reminders'

/** Somebody who comes in; `by` and `byName` say who did it where it was not the person. */
export interface NewEntry { m: string; by: string | null; byName: string | null; note: string | null; guests: number }
type Told = Pick<Activity, '_id' | 'title' | 'place' | 'startsAt' | 'endsAt'>

/** An activity's queue; it is made together with the activity. One operation. */
export async function placesOf(activityId: string): Promise<Places> {
  const places = await read('places', activityId)
  if (!places) throw new Error(`activity ${activityId} has no places`)
  return places
}

const lean = ({ m, by, byName, note, guests }: NewEntry, at: Date): QueueEntry => ({ m, ...(guests > 0 && { guests }), ...(by && byName && { by, byName, at }), ...(note && { note }) })

/**
 * Puts people at the end of the queue in this order; who is in it keeps the former place. A record of leave is taken back.
 * Refuses with `activityCancelled` where the activity was called off meanwhile.
 * One operation where nobody of them was in it, one or two more where some were.
 * @returns the queue with all of them in it
 */
export async function joinQueue(activityId: string, entries: NewEntry[], now: Date): Promise<Places> {
  let missing = entries.map(entry => lean(entry, now))
  for (;;) {
    const ids = missing.map(entry => entry.m)
    const answer = await change('places', { _id: activityId, closed: false, 'queue.m': _.nin(ids) }, { queue: _.push(missing), leave: _.pull({ m: _.in(ids) }) })
    // Whether the live service answers with the document before or after the update is not documented surely: both serve.
    if (answer) return { ...answer, queue: [...answer.queue, ...missing.filter(entry => !answer.queue.some(other => other.m === entry.m))] }
    const places = await placesOf(activityId)
    if (places.closed) refuse('activityCancelled')
    missing = missing.filter(entry => !places.queue.some(other => other.m === entry.m))
    if (missing.length === 0) return places
  }
}

/**
 * Takes people out of the queue. `seen` is the queue as it was read just before; whoever left it meanwhile stays out.
 * One operation.
 * @returns the queue on both sides of this very change, for `settle`; both as seen where nobody of them was in it any more
 */
export async function leaveQueue(seen: Places, memberIds: string[], how: { what: 'cancelled' | 'leave'; by: string | null }, now: Date): Promise<{ before: Places; after: Places }> {
  const leaving = seen.queue.filter(entry => memberIds.includes(entry.m)).map(entry => entry.m)
  const log = leaving.map(m => ({ m, ...how, at: now }))
  const waited = goingOf(seen.queue, seen.capacity).length < seen.queue.length
  const answer = leaving.length === 0 ? null : await change('places', { _id: seen._id, 'queue.m': _.in(leaving) }, {
    queue: _.pull({ m: _.in(leaving) }), log: _.push({ each: log, slice: -activityRules.keptCancellations }), ...(waited && { unsettledAt: now }),
  })
  if (!answer) return { before: seen, after: { ...seen, queue: seen.queue.filter(entry => !leaving.includes(entry.m)) } }
  const { before, after } = aroundLeaving(seen.queue, answer.queue, leaving)
  const unsettledAt = waited ? now : answer.unsettledAt
  return { before: { ...answer, queue: before, unsettledAt }, after: { ...answer, queue: after, unsettledAt } }
}

/** Tells those who moved up by a change of queue or capacity. Never fails its caller: a job finds what stays unsettled. */
export async function settle(activity: Told, before: Places, after: Places, now: Date): Promise<void> {
  try {
    await tellMovedUp(activity, movedUp(before.queue, after.queue, before.capacity, after.capacity).map(entry => entry.m), now)
    await settled(after)
  } catch (error) {
    console.error({ settle: activity._id, error })
  }
}

const settled = async (places: Places): Promise<void> => {
  if (places.unsettledAt) await change('places', { _id: places._id, unsettledAt: places.unsettledAt }, { unsettledAt: null })
}

/** The page that a message about an activity opens. */
export const pageOf = (activityId: string): string => `${ENTER_PAGE}?scene=a.${activityId}`

/** The inbox item that tells one member something about an activity: the newest takes the place of an older one. */
const tellingId = (activityId: string, memberId: string): string => `${inboxId('activity', activityId)}_${memberId}`

/** Puts an item up for each of some members, and remembers that it waits until they open the activity. It is news, not a task: it has no term. */
export async function tell(activity: Told, memberIds: string[], words: { title: string; hint: string }, now: Date): Promise<void> {
  if (memberIds.length === 0) return
  await inParallel(memberIds, 20, memberId => put('inbox', {
    _id: tellingId(activity._id, memberId), audience: audienceOf.member(memberId), kind: 'activity', ...words, refId: activity._id,
    due: null, startsAt: null, endsAt: null, until: activity.endsAt, closed: false, at: now,
  }))
  await db.collection('places').doc(activity._id).update({ told: _.addToSet({ $each: memberIds.map(memberId => tellingId(activity._id, memberId)) }) })
}

/** What a member was told is seen or no longer true: it leaves the home page. Nothing is asked where nothing waits. */
export async function dropTelling(places: Places, memberId: string): Promise<void> {
  const _id = tellingId(places._id, memberId)
  if (!places.told.includes(_id)) return
  await change('inbox', { _id }, { closed: true })
  await db.collection('places').doc(places._id).update({ told: _.pull(_id) })
}

/** Tells everybody who stands in the queue of an activity that was called off. Safe to repeat. */
export async function tellCalledOff(activity: Told & Pick<Activity, 'callOffReason'>, places: Places, now: Date): Promise<void> {
  await tell(activity, places.queue.map(entry => entry.m), { title: `活动已取消：${activity.title}`, hint: activity.callOffReason ?? '' }, now)
  await settled(places)
}

/** Told before noted: a job finds whom to tell by the note that is not made yet. A message goes out last, so that nobody gets two. */
async function tellMovedUp(activity: Told, moved: string[], now: Date): Promise<void> {
  if (moved.length === 0) return
  const item = inboxId('activity', activity._id)
  await tell(activity, moved, { title: `候补成功：${activity.title}`, hint: `您已报名，${timeInWords(activity.startsAt)}开始` }, now)
  await inParallel(moved, 20, memberId => markItem(memberId, item, 'going'))
  // Who left in this very moment has noted so before or after: looked at again, all is right in the end.
  const places = await placesOf(activity._id)
  const isIn = (memberId: string): boolean => places.queue.some(entry => entry.m === memberId)
  await inParallel(moved.filter(memberId => !isIn(memberId)), 20, memberId => Promise.all([markItem(memberId, item, null), dropTelling(places, memberId)]))
  await remind('placeFreed', moved.filter(isIn), {
    page: pageOf(activity._id), what: activity.title, when: activity.startsAt, where: activity.place, remark: '候补成功，您已报名',
  })
}

/**
 * Notes on a member's home page where the member stands. Who waits is only noted as waiting where nobody has noted `going`
 * meanwhile: a cancellation between sign-up and note moves people up. One operation, two the first time of a member.
 */
export async function noteStanding(activityId: string, memberId: string, places: Places): Promise<void> {
  const item = inboxId('activity', activityId)
  const { mine } = standingIn(places.queue, places.capacity, memberId)
  if (mine !== 'waiting') return markItem(memberId, item, mine === 'none' ? null : mine)
  const noted = await change('digests', { _id: memberDigestId(memberId), [`marks.${item}`]: _.neq('going') }, { [`marks.${item}`]: mine })
  if (!noted && !await read('digests', memberDigestId(memberId))) await markItem(memberId, item, mine)
}

/**
 * Finishes what a crash left unsettled: who goes but is noted as waiting is told, and who had signed up for what was called off. For the jobs; safe to repeat.
 * @returns how many activities were settled
 */
export async function settleUnfinished(now: Date): Promise<number> {
  const unsettled = await find('places', { unsettledAt: _.lt(new Date(now.getTime() - 60_000)) }, { orderBy: [['unsettledAt', 'asc']], limit: 50 })
  await eachAlone(unsettled, async places => {
    const activity = await read('activities', places._id)
    if (activity?.calledOffAt) return tellCalledOff(activity, places, now)
    if (activity && activity.endsAt > now) {
      const going = goingOf(places.queue, places.capacity).map(entry => entry.m)
      const item = inboxId('activity', activity._id)
      for (let from = 0; from < going.length; from += 200) {
        const ids = going.slice(from, from + 200).map(memberDigestId)
        const waiting = await find('digests', { _id: _.in(ids), [`marks.${item}`]: 'waiting' }, { limit: 200, fields: ['_id'] })
        await tellMovedUp(activity, waiting.map(digest => digest._id.slice(memberDigestId('').length)), now)
      }
    }
    await settled(places)
  })
  return unsettled.length
}
