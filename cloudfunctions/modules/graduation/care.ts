/** What is done for people of a season: kept at school, sent off, spoken with. Each in a transaction of its own; whom a rule holds back is named. */
import type { graduation } from '../../../types/contracts/graduation'
import type { MemberContext, ModuleHandlers } from '../../platform/context'
import { transaction } from '../../platform/database'
import type { Leaver } from '../../platform/documents'
import { guard, Refused, refuse } from '../../platform/errors'
import { errorMessage } from '../../../types/contracts/errors'
import { dayInWords } from '../../../types/words'
import { dayOf } from '../../platform/time'
import { axesOf, setAxis } from '../../services/axes'
import { inParallel } from '../../services/parallel'
import { memberFor } from '../../services/scope'
import { eventOf } from '../../services/timeline'
import { destinationOf, startTransfers } from '../../services/transfers-open'
import { newestOf, seasonOf, type Seen } from './load'
import { keptBy } from './many'
import { howFar, watchOf, whyCannotDo } from './rules'

type CareAction = 'graduation.keep' | 'graduation.send' | 'graduation.contacted' | 'graduation.endKeep'
const AT_ONCE = 8

/** Notes that somebody's relation is kept, as that person wishes; once. */
async function keep(ctx: MemberContext, leaverId: string): Promise<void> {
  const today = dayOf(ctx.now)
  await transaction(async tx => {
    const leaver = await tx.read('leavers', leaverId)
    const member = leaver && await tx.read('members', leaver.memberId)
    if (!member || leaver.removed || member.organisationId !== leaver.organisationId) refuse('conflict')
    const { relation } = axesOf(member)
    if (relation.value === 'kept') return
    // A transfer under way stands in the member's own record.
    const how = howFar({ leaver, relation, way: null, archived: member.archived }, today)
    guard(whyCannotDo('keep', { wishes: leaver.wishes, how: member.transferId ? { ...how, begun: true } : how, name: leaver.name, leavesOn: leaver.leavesOn, today }))
    const until = leaver.wishes!.until
    const standing = { value: 'kept' as const, since: today, until }
    await setAxis(tx, ctx, member, 'relation', standing, leaver.wishes!.kind === 'abroad' ? '出国（境），组织关系保留在学校' : `毕业后组织关系暂留学校${until ? `，到${dayInWords(until)}` : ''}`)
    await tx.update('leavers', leaver._id, { watchOn: watchOf({ leaver: { ...leaver, contactedOn: null }, relation: standing }), contactedOn: null, before: null, version: leaver.version + 1 })
  })
}

const chosen = (seen: Seen[], memberIds: string[]): Seen[] => seen.filter(({ leaver }) => memberIds.includes(leaver.memberId))

/** Somebody's entry whose relation is kept; refused otherwise. */
async function keptOne(ctx: MemberContext, memberId: string): Promise<{ leaver: Leaver; name: string }> {
  const member = await memberFor(ctx, memberId, 'keepRoster')
  const leaver = await newestOf(member._id)
  if (!leaver || axesOf(member).relation.value !== 'kept') refuse('graduationNotKept', { name: member.name })
  return { leaver, name: member.name }
}

export const careHandlers: Pick<ModuleHandlers<typeof graduation>, CareAction> = {
  'graduation.keep': async (ctx, input) => {
    const organisation = await keptBy(ctx, input.organisationId)
    const people = chosen(await seasonOf([organisation._id], input.year, dayOf(ctx.now)), input.memberIds)
    const answers = await inParallel(people, AT_ONCE, async ({ leaver }) => {
      try {
        await keep(ctx, leaver._id)
        return null
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        return { name: leaver.name, why: error.message }
      }
    })
    const left = answers.filter(answer => answer !== null)
    return { done: people.length - left.length, left }
  },

  'graduation.send': async (ctx, input) => {
    const organisation = await keptBy(ctx, input.organisationId)
    const today = dayOf(ctx.now)
    const people = chosen(await seasonOf([organisation._id], input.year, today), input.memberIds)
    const left: { name: string; why: string }[] = []
    const byTarget = new Map<string, Seen[]>()
    let done = 0
    for (const one of people) {
      const { leaver } = one
      const why = whyCannotDo('send', { wishes: leaver.wishes, how: one, name: leaver.name, leavesOn: leaver.leavesOn, today })
      if (why) left.push({ name: leaver.name, why: errorMessage(why.code, why.detail) })
      else byTarget.set(leaver.wishes!.target, [...byTarget.get(leaver.wishes!.target) ?? [], one])
    }
    for (const [target, ones] of byTarget) {
      const destination = await destinationOf(organisation, { elsewhere: { name: target } })
      const started = await startTransfers(ctx, ones.map(({ leaver }) => ({ _id: leaver.memberId, name: leaver.name })), organisation, destination, { startedBy: 'branch', reason: '毕业离校', duesUntil: input.duesUntil, source: `graduation_${organisation._id}_${input.year}` })
      for (const { name, why } of started) if (why) left.push({ name, why: why.message }); else done++
    }
    return { done, left }
  },

  'graduation.contacted': async (ctx, input) => {
    const { leaver } = await keptOne(ctx, input.memberId)
    if (input.day > dayOf(ctx.now)) refuse('datesWrong', { what: '联系的日期还没有到，请核对' })
    await transaction(async tx => {
      const [fresh, member] = [await tx.read('leavers', leaver._id), await tx.read('members', leaver.memberId)]
      const { relation } = axesOf(member ?? {})
      if (!fresh || !member || relation.value !== 'kept') refuse('conflict')
      const contactedOn = fresh.contactedOn && fresh.contactedOn > input.day ? fresh.contactedOn : input.day
      await tx.update('leavers', fresh._id, { contactedOn, watchOn: watchOf({ leaver: { ...fresh, contactedOn }, relation }) })
      await tx.put('person_events', eventOf(ctx, { personId: member._id, organisationId: member.organisationId, organisationName: member.organisationName, kind: 'contact', text: '保留组织关系期间联系一次', day: input.day }))
    })
    return {}
  },

  'graduation.endKeep': async (ctx, input) => {
    const { leaver, name } = await keptOne(ctx, input.memberId)
    await transaction(async tx => {
      const [fresh, member] = [await tx.read('leavers', leaver._id), await tx.read('members', leaver.memberId)]
      if (!fresh || !member || axesOf(member).relation.value !== 'kept') refuse('graduationNotKept', { name })
      await setAxis(tx, ctx, member, 'relation', { value: 'here', since: dayOf(ctx.now) }, '组织关系不再保留，恢复在本支部')
      await tx.update('leavers', fresh._id, { watchOn: null, version: fresh.version + 1 })
    })
    return {}
  },
}
