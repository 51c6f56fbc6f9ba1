/** What home pages say of an absence or a loss, and which lists a member stands in: all of it follows from the record. */
import type { FloatingRecord, InboxItem, Member } from '../../platform/documents'
import type { Tx } from '../../platform/database'
import { _ } from '../../platform/database'
import { dayOf, plusDays } from '../../platform/time'
import { axesOf } from '../../services/axes'
import { audienceOf, itemUp } from '../../services/inbox'
import { awayOf, contactDue, dueState, lookOn, lossHint } from './rules'

/** Days for which an item stays up unless it is renewed; the job renews it sooner. */
const UP_DAYS = 45

/** The day of a suspended membership, from which the removal counts. */
export const suspendedOn = (member: Pick<Member, 'axes'>): string | null => {
  const { value, since } = axesOf(member).membership
  return value === 'suspended' ? since : null
}
/** Whether reminders are of use: not for who has left the roster or the Party. */
const isActive = (member: Member): boolean => !member.archived && axesOf(member).membership.value !== 'ended'

/** The items that a record puts up, and those that it takes down (`closed`). */
export function itemsOf(member: Member, record: FloatingRecord, now: Date): InboxItem[] {
  const today = dayOf(now)
  const { stay, loss } = record
  const active = isActive(member)
  const dueOn = stay ? contactDue(stay) : null
  const due = dueOn && !loss && dueState(dueOn, today) !== 'later' ? new Date(`${dueOn}T15:59:59Z`) : null
  const hint = loss ? lossHint(loss, today, suspendedOn(member)) : null
  const common = { startsAt: null, endsAt: null, at: now, until: plusDays(now, UP_DAYS) }
  const late = due !== null && due < now
  const forOfficers = { ...common, audience: audienceOf.officers(member.organisationId), title: `${member.name}：流动党员`, refId: member._id, due }
  return [
    { ...itemUp({ ...forOfficers, kind: 'floating', hint: due ? (late ? '已到期，请尽快联系' : '请联系一次') : '报告外出，请确认' }), closed: !active || !(due ?? (stay && !loss && !stay.confirmed)) },
    {
      ...itemUp({ ...common, kind: 'floating', audience: audienceOf.member(member._id), title: '向支部报告近况', hint: '外出期间定期联系一次', refId: `${member._id}_own`, opens: member._id, due }),
      closed: !active || !due,
    },
    { ...itemUp({ ...common, kind: 'lostContact', audience: audienceOf.officers(member.organisationId), title: `${member.name}：失联`, hint: hint ?? '', refId: member._id, due: null }), closed: !active || !hint },
  ]
}

/** Writes a record with all that follows from it: lists, home pages, the day of the next look. */
export async function keep(tx: Tx, member: Member, before: FloatingRecord, after: FloatingRecord, now: Date): Promise<void> {
  const today = dayOf(now)
  const items = itemsOf(member, after, now)
  const closedBefore = new Map(itemsOf(member, before, now).map(item => [item._id, item.closed]))
  for (const item of items) if (!item.closed || !closedBefore.get(item._id)) await tx.put('inbox', item)
  const away = awayOf(after, today)
  if (away.join() !== (member.away ?? []).join()) await tx.update('members', member._id, { away: _.set(away), version: member.version + 1 })
  await tx.put('floating_records', { ...after, lookOn: lookOn(after, today, suspendedOn(member), items.some(item => !item.closed)) })
}
