import type { organisations } from '../../../types/contracts/organisations'
import { organisationsWith } from '../../platform/access'
import type { MemberContext, ModuleHandlers } from '../../platform/context'
import { _, db, find, read } from '../../platform/database'
import type { Organisation } from '../../platform/documents'
import { guard, refuse } from '../../platform/errors'
import { idFrom } from '../../platform/ids'
import { PAGE, pageFrom } from '../../services/paging'
import { organisationFor } from '../../services/scope'
import { findBelow } from '../../services/tree'
import { beginMove, carryOn } from './moves'
import { whyCannotMove } from './rules'

/** What is left of a call's time for its answer. */
const SPARE_MS = 3000

/** Whether the caller's power to appoint over an organisation comes from above it. Nothing is read. */
export const comesFromAbove = (ctx: MemberContext, organisation: Pick<Organisation, '_id' | 'path'>): boolean =>
  organisationsWith(ctx.access, 'appoint', ctx.now).some(held => held !== organisation._id && organisation.path.includes(`/${held}/`))

export const treeHandlers: Pick<ModuleHandlers<typeof organisations>, 'organisations.search' | 'organisations.move'> = {
  'organisations.search': async (ctx, input) => {
    const organisation = await organisationFor(ctx, input.organisationId ?? ctx.access.organisationId, 'oversee')
    const limit = input.limit ?? PAGE
    const text = input.text.toLowerCase().replace(/\s/g, '').replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    const found = await findBelow(organisation, { searchKeys: db.RegExp({ regexp: `^${text}`, options: '' }) }, limit + 1, input.cursor)
    const parents = [...new Set(found.map(one => one.parentId ?? ''))]
    const above = parents.length === 0 ? [] : await find('organisations', { _id: _.in(parents) }, { limit: parents.length, fields: ['_id', 'name'] })
    return pageFrom(found, limit, one => one.path, ({ _id, name, kind, parentId }) => ({ id: _id, name, kind, above: above.find(parent => parent._id === parentId)?.name ?? '' }))
  },

  'organisations.move': async (ctx, input) => {
    const organisation = await organisationFor(ctx, input.organisationId, 'appoint')
    const target = await organisationFor(ctx, input.parentId, 'appoint')
    const moveId = idFrom('move', ctx.caller.accountId, ctx.action, ctx.requestId)
    const begun = await read('moves', moveId)
    // A repeat of the same tap goes on with it; the same request id with something else in it is no repeat.
    if (begun && (begun.organisationId !== organisation._id || begun.toParentId !== target._id)) refuse('conflict')
    if (!begun) {
      guard(whyCannotMove({ organisation, target, fromAbove: comesFromAbove(ctx, organisation) }))
      await beginMove(moveId, organisation, target, ctx.caller.accountId, ctx.now, ctx.access.memberName).catch(async (error: Error) => {
        const same = await find('organisations', { parentId: target._id, name: organisation.name }, { limit: 1 })
        if (same.length > 0 && same[0]!._id !== organisation._id) refuse('nameTaken', { name: organisation.name })
        throw error
      })
    }
    const state = await carryOn(moveId, ctx.now, new Date(Date.now() + ctx.deadline.getTime() - ctx.now.getTime() - SPARE_MS))
    return { done: state === 'copying' || state === 'done' }
  },
}
