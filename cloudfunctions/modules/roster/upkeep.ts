/** Keeping a roster in order: named filters, many people changed at once, one person entered twice. */
import type { rosterUpkeep } from '../../../types/contracts/roster-upkeep'
import { BULK_PEOPLE } from '../../../types/contracts/roster-upkeep'
import type { MemberContext, ModuleHandlers } from '../../platform/context'
import { _, change, count, find, read } from '../../platform/database'
import { guard, refuse } from '../../platform/errors'
import { idFrom } from '../../platform/ids'
import { NOWHERE, organisationFor, reaches } from '../../services/scope'
import { apply, note, resultOf, takeBack } from './bulk'
import { duplicateHandlers } from './duplicates'
import { filterHandlers } from './filters'
import { groupOf } from './group'
import { whereOf } from './search'
import { beforeOf, imageOf, isAlready, whyCannotUndoBulk, wordsOf, type Change } from './upkeep-rules'

interface Asked { organisationId: string; memberIds: string[]; groupId?: string; className?: string }

/** What was asked for, and of whom: those chosen who are on this roster. Two operations, three with a group. */
async function planOf(ctx: MemberContext, input: Asked) {
  const organisation = await organisationFor(ctx, input.organisationId, 'keepRoster')
  if (input.groupId === undefined && input.className === undefined) refuse('bulkNothing')
  const memberIds = [...new Set(input.memberIds)]
  const [group, members] = await Promise.all([
    groupOf(organisation._id, input.groupId),
    find('members', { _id: _.in(memberIds), organisationId: organisation._id, archived: false }, { limit: BULK_PEOPLE }),
  ])
  const plan: Change = { ...group, ...(input.className !== undefined && { className: input.className || null }) }
  return { organisation, change: plan, changing: members.filter(member => !isAlready(member, plan)), found: members.length, gone: memberIds.length - members.length }
}

export const handlers: ModuleHandlers<typeof rosterUpkeep> = {
  ...filterHandlers,
  ...duplicateHandlers,

  'roster.select': async (ctx, { organisationId, ...asked }) => {
    await organisationFor(ctx, organisationId, 'keepRoster')
    const where = whereOf(organisationId, asked)
    const [members, total] = await Promise.all([find('members', where, { orderBy: [['sortKey', 'asc']], limit: BULK_PEOPLE, fields: ['_id'] }), count('members', where)])
    return { memberIds: members.map(({ _id }) => _id), total }
  },

  'roster.previewBulk': async (ctx, input) => {
    const { change: plan, changing, found, gone } = await planOf(ctx, input)
    return { what: wordsOf(plan), changes: changing.length, same: found - changing.length, gone, before: beforeOf(changing, plan) }
  },

  'roster.bulk': async (ctx, input) => {
    const bulkId = idFrom('bulk', ctx.caller.accountId, ctx.action, ctx.requestId)
    const { organisation, change: plan, changing } = await planOf(ctx, input)
    const bulk = await note(ctx, bulkId, organisation._id, plan, wordsOf(plan), changing.map(imageOf)) ?? await read('bulk_changes', bulkId)
    // The same request id with something else in it is no repeat, and no way into a roster that the caller kept before.
    if (!bulk || bulk.organisationId !== organisation._id || bulk.what !== wordsOf(plan)) refuse('conflict')
    if (!bulk.undoneAt) await apply(bulk)
    return resultOf(bulk, ctx.now)
  },

  'roster.undoBulk': async (ctx, input) => {
    const bulk = await read('bulk_changes', input.bulkId)
    if (!await reaches(ctx, bulk?.organisationId ?? NOWHERE, 'keepRoster') || !bulk) refuse('notFound')
    guard(whyCannotUndoBulk(bulk, ctx.now))
    const undone = bulk.undoneAt ? bulk : await change('bulk_changes', { _id: bulk._id }, { undoneAt: ctx.now })
    await takeBack(bulk)
    return resultOf(undone ?? bulk, ctx.now)
  },
}
