/** Who leaves is asked on the home page to fill in; who keeps the roster is told what is soon over. */
import { dayInWords, dayPlus } from '../../../types/words'
import { _, db, find, findAll } from '../../platform/database'
import type { Leaver } from '../../platform/documents'
import { dayOf, plusDays } from '../../platform/time'
import { graduationRules } from '../../regulations/graduation-rules'
import { axesOf } from '../../services/axes'
import { audienceOf, inboxId, putItem } from '../../services/inbox'
import { eachAlone, inParallel } from '../../services/parallel'
import { watchOf } from './rules'

/** Days after leaving for which who has not filled in is still asked. */
const DAYS_ASKED = 60
/** A reminder is renewed by every run and gone by itself when there is nothing to remind of. */
const DAYS_TOLD = 2
/** The last second of a day in China. */
const endOf = (day: string): Date => new Date(`${day}T23:59:59+08:00`)

/** Asks one member where the relation is to go. One operation. */
export const askToFill = (leaver: Leaver, now: Date): Promise<void> => putItem({
  kind: 'graduationMine', refId: leaver._id, audience: audienceOf.member(leaver.memberId), title: '填写毕业去向', hint: '组织关系转到哪里，一页就填好', due: endOf(leaver.dueOn), startsAt: null, endsAt: null,
  until: plusDays(endOf(leaver.leavesOn > leaver.dueOn ? leaver.leavesOn : leaver.dueOn), DAYS_ASKED), at: now,
})

async function setAsking(leavers: Pick<Leaver, '_id'>[], closed: boolean): Promise<void> {
  if (leavers.length > 0) await db.collection('inbox').where({ _id: _.in(leavers.map(({ _id }) => inboxId('graduationMine', _id))) }).update({ closed })
}
/** It has been filled in, or is not asked any more. One operation. */
export const closeAsking = (leavers: Pick<Leaver, '_id'>[]): Promise<void> => setAsking(leavers, true)
/** It is asked again, of whoever was asked. One operation. */
export const reopenAsking = (leavers: Pick<Leaver, '_id'>[]): Promise<void> => setAsking(leavers, false)

/**
 * Tells officers, and the person, of kept relations that end within 60 days or have ended, and of who abroad is to be
 * spoken with (DOMAIN.md §10). For the jobs; safe to repeat.
 * @returns how many are told of
 */
export async function remindOfKept(now: Date): Promise<number> {
  const today = dayOf(now)
  await db.collection('season_changes').where({ at: _.lt(plusDays(now, -1)) }).remove()
  const due = await findAll('leavers', { watchOn: _.lte(dayPlus(today, graduationRules.endsNotice.value)), removed: false })
  const told = new Map<string, { name: string; watchOn: string }[]>()
  for (let from = 0; from < due.length; from += 200) {
    const some = due.slice(from, from + 200)
    const members = new Map((await find('members', { _id: _.in(some.map(({ memberId }) => memberId)) }, { limit: some.length, fields: ['_id', 'axes', 'archived', 'accountId', 'organisationId'] })).map(member => [member._id, member]))
    await inParallel(some, 12, async leaver => {
      const member = members.get(leaver.memberId)
      const { relation } = axesOf(member ?? {})
      // Kept no longer: the transfer that began since is followed by its own deadlines.
      const watchOn = member && !member.archived && relation.value === 'kept' ? watchOf({ leaver, relation }) : null
      if (watchOn !== leaver.watchOn) await db.collection('leavers').where({ _id: leaver._id, version: leaver.version }).update({ watchOn })
      if (!member || watchOn === null || watchOn > dayPlus(today, graduationRules.endsNotice.value)) return
      told.set(member.organisationId, [...told.get(member.organisationId) ?? [], { name: leaver.name, watchOn }])
      if (member.accountId) await putItem({ kind: 'graduationMine', refId: `${leaver._id}_kept`, audience: audienceOf.member(member._id), title: watchOn === relation.until ? '组织关系保留期快到了' : '请与支部联系一次', hint: `${dayInWords(watchOn)}以前`, due: endOf(watchOn), startsAt: null, endsAt: null, until: plusDays(now, DAYS_TOLD), at: now })
    })
  }
  await eachAlone([...told], ([organisationId, people]) => {
    const first = people.map(({ watchOn }) => watchOn).sort()[0]!
    return putItem({ kind: 'graduation', refId: organisationId, audience: audienceOf.officers(organisationId), title: `${people.length}位同志保留组织关系要跟进`, hint: first < today ? '有的已经过期' : `最早的到${dayInWords(first)}`, due: endOf(first), startsAt: null, endsAt: null, until: plusDays(now, DAYS_TOLD), at: now })
  })
  return due.length
}
