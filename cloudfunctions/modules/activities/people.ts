import type { OutputOf } from '../../../types/contracts'
import { hasPowerIn, mayLead } from '../../platform/access'
import type { MemberContext } from '../../platform/context'
import { _, find, findAll } from '../../platform/database'
import type { Activity, CheckIn, Member, Places } from '../../platform/documents'
import { isoOrNull } from '../../platform/time'
import { goingOf } from '../../services/places'
import { placesOf } from '../../services/sign-up'
import { whyCannotSignUpOthers } from './rules'

/** As much of a member as the list shows. */
type Listed = Pick<Member, '_id' | 'name' | 'groupId' | 'groupName' | 'organisationId' | 'sortKey'>
const shown: (keyof Listed)[] = ['_id', 'name', 'groupId', 'groupName', 'organisationId', 'sortKey']

export interface Gathered { members: Listed[]; places: Places; checkIns: Map<string, CheckIn> }

/** Everybody of the activity's branch, its queue and its check-ins. Three operations for a branch of up to 1,000, one more where somebody has left the branch. */
export async function gatherPeople(activity: Activity): Promise<Gathered> {
  const [members, places, checkIns]: [Listed[], Places, CheckIn[]] = await Promise.all([
    findAll('members', { organisationId: activity.organisationId, archived: false }, shown),
    placesOf(activity._id),
    findAll('check_ins', { activityId: activity._id }),
  ])
  const known = new Set(members.map(member => member._id))
  const left = [...new Set([...places.queue.map(entry => entry.m), ...checkIns.map(record => record.memberId)])].filter(id => !known.has(id))
  for (let from = 0; from < left.length; from += 500) members.push(...await find('members', { _id: _.in(left.slice(from, from + 500)) }, { limit: 500, fields: shown }))
  // Somebody whose record was taken back altogether still takes a place.
  const found = new Set(members.map(member => member._id))
  for (const _id of left) if (!found.has(_id)) members.push({ _id, name: '已不在名册的同志', groupId: null, groupName: null, organisationId: '', sortKey: '~' })
  return { members, places, checkIns: new Map(checkIns.map(record => [record.memberId, record])) }
}

/**
 * The list of people: who goes and who waits in their order, then the others by name. The organiser sees the whole branch,
 * a group leader those in the queue and the own group; remarks only of those whom the caller may act for.
 */
export function peopleOf(ctx: MemberContext, activity: Activity, { members, places, checkIns }: Gathered): OutputOf<'activities.people'> {
  const organises = hasPowerIn(ctx.access, 'leadGroup', activity.organisationId, ctx.now)
  const open = whyCannotSignUpOthers(activity, organises, ctx.now) === null
  const goes = goingOf(places.queue, places.capacity).length
  const order = new Map(places.queue.map((entry, index) => [entry.m, index]))
  const leave = new Map(places.leave.map(entry => [entry.m, entry]))
  const line = (member: Listed): OutputOf<'activities.people'>['items'][number] => {
    const index = order.get(member._id) ?? -1
    const entry = places.queue[index]
    const waits = index >= goes
    const record = checkIns.get(member._id)
    const present = record && !record.undoneAt ? record : undefined
    const leads = member.organisationId === activity.organisationId && mayLead(ctx.access, member, ctx.now)
    return {
      memberId: member._id, name: member.name, groupName: member.groupName, state: !entry ? 'none' : waits ? 'waiting' : 'going', position: waits ? index - goes + 1 : null, byName: entry?.byName ?? null,
      note: leads ? entry?.note ?? leave.get(member._id)?.note ?? null : null, guests: entry?.guests ?? 0, leave: leave.has(member._id),
      checkedInAt: isoOrNull(present?.at), checkInWay: present?.way ?? null, mayActFor: leads && open,
    }
  }
  const place = (member: Listed): number => order.get(member._id) ?? Infinity
  return {
    capacity: places.capacity,
    items: members
      .filter(member => organises || order.has(member._id) || mayLead(ctx.access, member, ctx.now))
      .sort((a, b) => (place(a) === place(b) ? (a.sortKey < b.sortKey ? -1 : 1) : place(a) - place(b)))
      .map(line),
  }
}
