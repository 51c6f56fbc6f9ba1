import type { activities } from '../../../types/contracts/activities'
import { activityRules } from '../../regulations/activity-rules'
import type { ModuleHandlers } from '../../platform/context'
import { _, addOnce, change, count, read } from '../../platform/database'
import type { Activity, CheckIn } from '../../platform/documents'
import { guard, refuse } from '../../platform/errors'
import { iso } from '../../platform/time'
import { codeImage } from '../../platform/wechat'
import { inParallel } from '../../services/parallel'
import { addForCheckIn, reverseCheckIn } from '../../services/points-ledger'
import { noteFailure } from '../../services/throttle'
import { checkInCodeAt, isCheckInCode, sceneOf } from './check-in-code'
import { activityRun, activitySeen } from './load'
import { gatherPeople, peopleOf } from './people'
import { whyCannotCheckIn, whyCannotShowCode, whyCannotTick } from './rules'

/** The id of a member's check-in: one a person, whoever records it. */
export const checkInId = (activityId: string, memberId: string): string => `${activityId}_${memberId}`

/** The picture of the code that is shown, kept while it is shown: a screen that asks every few seconds costs one picture a change. */
let shown: { scene: string; image: Promise<string | null> }[] = []
function imageOf(scene: string): Promise<string | null> {
  const known = shown.find(one => one.scene === scene)
  if (known) return known.image
  const image = codeImage(scene)
  shown = [{ scene, image }, ...shown].slice(0, 20)
  return image
}

/**
 * Records that a member is there and adds what that gives; there already is no error. `known` is the record as read before.
 * Two operations for a first check-in, a few more where there was one.
 */
async function setPresent(activity: Activity, memberId: string, how: Pick<CheckIn, 'way' | 'by'>, known: CheckIn | null, now: Date): Promise<CheckIn> {
  const _id = checkInId(activity._id, memberId)
  let record: CheckIn = known ?? { _id, activityId: activity._id, memberId, organisationId: activity.organisationId, at: now, ...how, turn: 1, undoneAt: null }
  if (known || !await addOnce('check_ins', record)) {
    record = known ?? await read('check_ins', _id) ?? refuse('conflict')
    if (record.undoneAt) {
      const again = { undoneAt: null, turn: record.turn + 1, at: now, ...how }
      const done = await change('check_ins', { _id, turn: record.turn, undoneAt: _.neq(null) }, again)
      record = done ? { ...record, ...again } : await read('check_ins', _id) ?? record
    }
  }
  await addForCheckIn(activity, record)
  return record
}

/** Takes a tick back; what it gave is reversed. */
async function setAbsent(activity: Activity, record: CheckIn, by: string, now: Date): Promise<void> {
  if (!record.undoneAt) await change('check_ins', { _id: record._id, turn: record.turn, undoneAt: null }, { undoneAt: now })
  await reverseCheckIn(activity, record, record.turn, by, now)
}

type CheckInAction = 'activities.people' | 'activities.checkInCode' | 'activities.checkIn' | 'activities.tick'

export const checkInHandlers: Pick<ModuleHandlers<typeof activities>, CheckInAction> = {
  'activities.people': async (ctx, input) => {
    const activity = await activitySeen(ctx, input.activityId)
    return peopleOf(ctx, activity, await gatherPeople(activity))
  },

  'activities.checkInCode': async (ctx, input) => {
    const activity = await activityRun(ctx, input.activityId)
    guard(whyCannotShowCode(activity, ctx.now))
    const { code, nextAt } = checkInCodeAt(activity, ctx.now)
    const scene = sceneOf(activity._id, code)
    const [image, checkedIn] = await Promise.all([imageOf(scene), count('check_ins', { activityId: activity._id, undoneAt: null })])
    return { code, scene, image, nextAt: iso(nextAt), checkedIn }
  },

  /** Four operations: access, activity, the check-in, the points line (three where points are off). */
  'activities.checkIn': async (ctx, input) => {
    const activity = await activitySeen(ctx, input.activityId)
    const { memberId } = ctx.access
    guard(whyCannotCheckIn(activity, false, ctx.now))
    if (!isCheckInCode(activity, input.code, ctx.now)) {
      await noteFailure(ctx, `checkIn ${activity._id}`, activityRules.wrongCodes)
      refuse('checkInCodeWrong')
    }
    const record = await setPresent(activity, memberId, { way: 'code', by: memberId }, null, ctx.now)
    return { at: iso(record.at), points: activity.pointsPerCheckIn }
  },

  'activities.tick': async (ctx, input) => {
    const activity = await activityRun(ctx, input.activityId)
    guard(whyCannotTick(activity, ctx.now))
    const people = await gatherPeople(activity)
    const memberIds = [...new Set(input.memberIds)]
    const listed = new Set(people.members.map(member => member._id))
    if (memberIds.some(id => !listed.has(id))) refuse('notFound')
    await inParallel(memberIds, 20, async memberId => {
      const known = people.checkIns.get(memberId) ?? null
      if (input.present) people.checkIns.set(memberId, await setPresent(activity, memberId, { way: 'organiser', by: ctx.access.memberId }, known, ctx.now))
      else if (known) {
        await setAbsent(activity, known, ctx.access.memberId, ctx.now)
        people.checkIns.delete(memberId)
      }
    })
    return peopleOf(ctx, activity, people)
  },
}
