/** Writes a resolved chain down. Every step may be repeated and stands up to members who sign up at the same time. */
import type { ParsedInputOf } from '../../../types/contracts'
import type { MemberContext } from '../../platform/context'
import { _, change, put } from '../../platform/database'
import type { Activity, Notice, Places } from '../../platform/documents'
import { refuse } from '../../platform/errors'
import { idFrom } from '../../platform/ids'
import { inboxId, markItem } from '../../services/inbox'
import { inParallel } from '../../services/parallel'
import { giveReceipts } from '../../services/receipts'
import { dropTelling, joinQueue, leaveQueue, noteStanding, placesOf, settle } from '../../services/sign-up'
import { keyOf } from './names'

type Input = ParsedInputOf<'chains.record'>
/** An entry with the person's name. */
export type Named = Input['entries'][number] & { name: string }

/** So many members' marks are written at once. */
const AT_ONCE = 20

/** Notes who does not come and takes them out of the queue: nobody is left both in the queue and on leave. */
async function recordLeave(ctx: MemberContext, activity: Activity, people: Named[]): Promise<Places> {
  const ids = people.map(person => person.memberId)
  for (let tries = 0; tries < 20; tries++) {
    const seen = await placesOf(activity._id)
    if (seen.closed) refuse('activityCancelled')
    const { before, after } = await leaveQueue(seen, ids, { what: 'leave', by: ctx.access.memberId }, ctx.now)
    await Promise.all([settle(activity, before, after, ctx.now), inParallel(ids, AT_ONCE, memberId => dropTelling(seen, memberId))])
    const missing = people.filter(person => !seen.leave.some(left => left.m === person.memberId))
    if (missing.length === 0) return after
    const leave = missing.map(person => ({ m: person.memberId, name: person.name, at: ctx.now, note: person.note || null }))
    // Somebody of them may have signed up, or been noted, since the queue was read: then look again.
    const noted = await change('places', { _id: activity._id, closed: false, 'queue.m': _.nin(ids), 'leave.m': _.nin(leave.map(left => left.m)) }, { leave: _.push(leave) })
    if (noted) return after
  }
  return refuse('conflict')
}

/** For an activity: who comes goes to the end of the queue in the chain's order, who does not is on leave. */
export async function recordForActivity(ctx: MemberContext, activity: Activity, entries: Named[]): Promise<Places> {
  const { memberId: me, memberName } = ctx.access
  const no = entries.filter(entry => entry.answer === 'no')
  const yes = entries.filter(entry => entry.answer === 'yes')
  let places = no.length > 0 ? await recordLeave(ctx, activity, no) : await placesOf(activity._id)
  if (yes.length > 0) {
    places = await joinQueue(activity._id, yes.map(({ memberId, note, guests }) => ({
      m: memberId, by: memberId === me ? null : me, byName: memberId === me ? null : memberName, note: note || null, guests,
    })), ctx.now)
  }
  await inParallel(no, AT_ONCE, entry => markItem(entry.memberId, inboxId('activity', activity._id), 'leave'))
  await inParallel(yes, AT_ONCE, entry => noteStanding(activity._id, entry.memberId, places))
  return places
}

/** For a notice: who answers has replied in the group, who cannot come is on leave. */
export async function recordForNotice(ctx: MemberContext, notice: Notice, entries: Named[]): Promise<void> {
  await giveReceipts(notice._id, entries.map(({ memberId, answer, note }) => ({ memberId, way: answer === 'yes' ? 'replied' as const : 'leave' as const, note: note || null })), ctx.access.memberId, ctx.now)
}

/** Keeps what was resolved by hand for the next chain of the branch; what is somebody's full name is no nickname. */
export async function rememberNicknames(organisationId: string, nicknames: Input['nicknames'], fullNames: Set<string>): Promise<void> {
  const useful = new Map(nicknames.map(found => [keyOf(found.nickname), found]).filter(([key]) => key && !fullNames.has(key as string)) as [string, Input['nicknames'][number]][])
  await inParallel([...useful], AT_ONCE, ([key, { nickname, memberId }]) => put('nicknames', { _id: idFrom('nickname', organisationId, key), organisationId, nickname, memberId }))
}
