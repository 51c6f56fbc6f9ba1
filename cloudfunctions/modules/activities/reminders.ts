import { _, change, findAll } from '../../platform/database'
import type { Activity } from '../../platform/documents'
import { plusMinutes } from '../../platform/time'
import { activityRules } from '../../regulations/activity-rules'
import { eachAlone } from '../../services/parallel'
import { goingOf } from '../../services/places'
import { consentsOf, sendOnConsent } from '../../services/reminders'
import { pageOf, placesOf } from '../../services/sign-up'

/**
 * Reminds those who go and have agreed to it that an activity begins, two hours before. For the jobs: may be run as often
 * as wanted, each person is reminded once; what a crash or the deadline leaves is done by the next run.
 * @returns how many messages were sent
 */
export async function remindBeforeStart(now: Date, deadline?: Date): Promise<number> {
  const fields: (keyof Activity)[] = ['_id', 'title', 'place', 'startsAt']
  const soon = await findAll('activities', { startsAt: _.gt(now).and(_.lte(plusMinutes(now, activityRules.reminderMinutes))), calledOffAt: null }, fields)
  let sent = 0
  await eachAlone(soon, async activity => {
    if (!deadline || new Date() <= deadline) sent += await remindOf(activity)
  })
  return sent
}

async function remindOf(activity: Activity): Promise<number> {
  const places = await placesOf(activity._id)
  const reminded = new Set(places.reminded)
  const memberIds = goingOf(places.queue, places.capacity).map(entry => entry.m).filter(memberId => !reminded.has(memberId))
  let sent = 0
  for (const consent of await consentsOf('activityReminder', memberIds)) {
    // Whoever is noted first is sent to: two runs at once cannot remind twice.
    if (!await change('places', { _id: activity._id, reminded: _.neq(consent.memberId) }, { reminded: _.push([consent.memberId]) })) continue
    const { title, place, startsAt } = activity
    if (await sendOnConsent('activityReminder', consent, { page: pageOf(activity._id), what: title, when: startsAt, where: place, remark: '您已报名，请准时参加' })) sent++
  }
  return sent
}
