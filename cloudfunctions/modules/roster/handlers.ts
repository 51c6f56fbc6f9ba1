import { posts as postLabels } from '../../../types/contracts/codes'
import type { roster } from '../../../types/contracts/roster'
import { hasPowerIn } from '../../platform/access'
import type { MemberContext, ModuleHandlers } from '../../platform/context'
import { _, count, find, plainly, read, transaction } from '../../platform/database'
import type { Member } from '../../platform/documents'
import { guard, refuse } from '../../platform/errors'
import { idFrom } from '../../platform/ids'
import { dayOf } from '../../platform/time'
import { whyCannotRecord } from '../../regulations/member-rules'
import { archiveMember } from '../../services/archiving'
import { moveClaim } from '../../services/claims'
import { countUp } from '../../services/inbox'
import { stageDays, whyStageDaysWrong } from '../../regulations/stage-rules'
import { PAGE, pageFrom } from '../../services/paging'
import { newMember, normalItems, storedItems, type PersonItems } from '../../services/person'
import { memberFor, organisationFor, reaches } from '../../services/scope'
import { groupOf } from './group'
import { changesOf, rosterEvent } from './events'
import { whyCannotArchive, whyCannotRestore } from './rules'
import { whereOf } from './search'
import { lineOf, personOf } from './views'

export const handlers: ModuleHandlers<typeof roster> = {
  'roster.list': async (ctx, input) => {
    const organisationId = input.organisationId ?? ctx.access.organisationId
    if (!await reaches(ctx, organisationId, 'oversee')) refuse('notFound')
    const limit = input.limit ?? PAGE
    const where = whereOf(organisationId, input)
    const [members, total] = await Promise.all([
      find('members', { ...where, ...(input.cursor && { sortKey: _.gt(input.cursor) }) }, { orderBy: [['sortKey', 'asc']], limit: limit + 1 }),
      count('members', where),
    ])
    return { ...pageFrom(members, limit, member => member.sortKey, lineOf), total }
  },

  'roster.names': async (ctx, input) => {
    const organisationId = input.organisationId ?? ctx.access.organisationId
    // A group leader's power is held in the group; the names of the own branch are no secret inside it.
    if (organisationId !== ctx.access.organisationId && !await reaches(ctx, organisationId, 'oversee')) refuse('notFound')
    const members = await find('members', { organisationId, archived: false }, { orderBy: [['sortKey', 'asc']], limit: 1000, fields: ['_id', 'name', 'groupId'] })
    return { items: members.map(member => ({ id: member._id, name: member.name, groupId: member.groupId })) }
  },

  'roster.get': async (ctx, input) => {
    const own = input.memberId === ctx.access.memberId
    const member = own ? await read('members', input.memberId) : await memberFor(ctx, input.memberId, 'oversee')
    if (!member) refuse('notFound')
    return personOf(member, await reaches(ctx, member.organisationId, 'keepRoster'), hasPowerIn(ctx.access, 'runBranch', member.organisationId, ctx.now))
  },

  'roster.add': async (ctx, input) => {
    const organisation = await organisationFor(ctx, input.organisationId, 'keepRoster')
    if (organisation.kind === 'group') refuse('notFound')
    const items = normalItems(input) as PersonItems
    guard(whyCannotRecord(items, dayOf(ctx.now)) ?? whyStageDaysWrong(items, dayOf(ctx.now)))
    const group = await groupOf(organisation._id, input.groupId)
    const memberId = idFrom('member', ctx.caller.accountId, ctx.action, ctx.requestId)
    const member = { ...await newMember(memberId, organisation, items, ctx.now), ...group }
    const fresh = await transaction(async tx => {
      if (await tx.read('members', memberId)) return false
      await moveClaim(tx, null, member.idHash, member)
      await tx.add('members', member)
      await tx.put('person_events', rosterEvent(ctx, member, '登记到名册'))
      return true
    })
    if (fresh) await countUp(organisation._id, { members: 1 })
    return { memberId }
  },

  'roster.update': async (ctx, input) => {
    const member = await memberFor(ctx, input.memberId, 'keepRoster')
    const tap = idFrom('roster', ctx.caller.accountId, ctx.action, ctx.requestId)
    if (member.lastTap === tap) return { version: member.version }
    if (member.archived) refuse('memberArchived', { name: member.name })
    // What is judged here is what is written below: the version that the caller saw.
    if (member.version !== input.version) refuse('conflict')
    const items = normalItems(input.changes)
    const after = { ...member, ...items }
    guard(whyCannotRecord({ ...after, idNumber: items.idNumber, phone: items.phone, landline: items.landline }, dayOf(ctx.now)))
    // Days that came by an import are judged when they are touched: they never stand in the way of another item.
    if (stageDays.some(field => items[field] !== undefined)) guard(whyStageDaysWrong(after, dayOf(ctx.now)))
    const group = await groupOf(member.organisationId, input.changes.groupId)
    const version = await transaction(async tx => {
      const fresh = await tx.read('members', member._id)
      if (fresh?.lastTap === tap) return fresh.version
      if (!fresh || fresh.version !== input.version) refuse('conflict')
      const changes: Partial<Member> = { ...await storedItems(items, fresh), ...group, version: fresh.version + 1, lastTap: tap }
      if (changes.idHash !== undefined) await moveClaim(tx, fresh.idHash, changes.idHash, fresh)
      await tx.update('members', fresh._id, plainly(changes))
      for (const event of changesOf(ctx, fresh, changes)) await tx.put('person_events', event)
      if (fresh.accountId && (items.name || items.standing || group)) {
        await tx.update('access', fresh.accountId, { memberName: items.name ?? fresh.name, standing: items.standing ?? fresh.standing, groupId: group ? group.groupId : fresh.groupId })
      }
      return fresh.version + 1
    })
    return { version }
  },

  'roster.archive': async (ctx, input) => {
    const member = await memberFor(ctx, input.memberId, 'keepRoster')
    const bound = await transaction(async tx => {
      const fresh = await tx.read('members', member._id)
      if (!fresh) refuse('notFound')
      if (fresh.archived) return null
      guard(whyCannotArchive(fresh, post => postLabels[post]))
      await archiveMember(tx, fresh, ctx.caller.accountId, input.reason, ctx.now)
      await tx.put('person_events', rosterEvent(ctx, fresh, `移出名册：${input.reason}`))
      return fresh.accountId !== null
    })
    if (bound !== null) await countUp(member.organisationId, { members: -1, ...(bound && { bound: -1 }) })
    return {}
  },

  'roster.restore': async (ctx: MemberContext, input) => {
    const member = await memberFor(ctx, input.memberId, 'keepRoster')
    const restored = await transaction(async tx => {
      const fresh = await tx.read('members', member._id)
      if (!fresh) refuse('notFound')
      if (!fresh.archived) return false
      guard(whyCannotRestore(fresh))
      await moveClaim(tx, null, fresh.idHash, fresh)
      const kept = fresh.mergedInto ? await tx.read('members', fresh.mergedInto) : null
      if (kept) await tx.update('members', kept._id, { mergedFrom: _.set((kept.mergedFrom ?? []).filter(id => id !== fresh._id)), version: kept.version + 1 })
      await tx.update('members', fresh._id, { archived: false, archivedAt: _.set(null), archiveReason: null, mergedInto: null, version: fresh.version + 1, ...(fresh.axes?.relation?.value === 'left' && { 'axes.relation': _.set({ value: 'here', since: dayOf(ctx.now) }) }) })
      await tx.put('person_events', rosterEvent(ctx, fresh, '恢复到名册'))
      return true
    })
    if (restored) await countUp(member.organisationId, { members: 1 })
    return {}
  },
}
