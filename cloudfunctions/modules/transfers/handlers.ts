import type { transfers } from '../../../types/contracts/transfers'
import type { MemberContext, ModuleHandlers } from '../../platform/context'
import { _, db, find, read, transaction } from '../../platform/database'
import type { Organisation } from '../../platform/documents'
import type { Transfer } from '../../platform/documents-transfers'
import { abilities, refuse } from '../../platform/errors'
import { whyCannotStart } from '../../regulations/transfer-rules'
import { PAGE, pageFrom } from '../../services/paging'
import { memberFor, NOWHERE, organisationFor, reaches } from '../../services/scope'
import { tell } from '../../services/transfers-inbox'
import { destinationOf, startTransfer, startTransfers } from '../../services/transfers-open'
import { findBelow, pathNow, readOrganisation, rootOf } from '../../services/tree'
import { actHandlers, answer } from './acts'
import { arrivalHandlers } from './arriving'
import { transferFor } from './load'
import { lineView, officersOf } from './views'

/** How many branches a search for a target shows, and transfers a person's page. */
const TARGETS = 20
const OF_ONE = 5

const escaped = (words: string): string => words.toLowerCase().replace(/\s/g, '').replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** Those of some transfers that stand below an organisation at this moment: what has been moved away since is left out at once. Two operations at most. */
async function stillBelow(organisationId: string, found: Transfer[]): Promise<Transfer[]> {
  const ids = [...new Set(found.flatMap(transfer => [transfer.fromId, transfer.toId]).filter((id): id is string => id !== null && id !== organisationId))]
  const organisations = ids.length === 0 ? [] : await find('organisations', { _id: _.in(ids) }, { limit: ids.length })
  const moveIds = [...new Set(organisations.map(one => one.moveId).filter((id): id is string => Boolean(id)))]
  const moves = moveIds.length === 0 ? [] : await find('moves', { _id: _.in(moveIds) }, { limit: moveIds.length })
  const below = new Set(organisations.filter(one => pathNow(one, moves.find(move => move._id === one.moveId)).includes(`/${organisationId}/`)).map(one => one._id))
  below.add(organisationId)
  return found.filter(transfer => (transfer.fromId !== null && below.has(transfer.fromId)) || (transfer.told && transfer.toId !== null && below.has(transfer.toId)))
}

/** The branches that stand beside the caller's own, or those of the tree whose name has these words. */
async function branchesFor(own: Organisation, text: string): Promise<Organisation[]> {
  const found = text === ''
    ? await find('organisations', { parentId: own.parentId ?? NOWHERE, kind: 'branch' }, { orderBy: [['name', 'asc']], limit: TARGETS + 1 })
    : await findBelow({ path: `/${rootOf(own.path)}/` }, { searchKeys: db.RegExp({ regexp: `^${escaped(text)}`, options: '' }), kind: 'branch' }, TARGETS + 1)
  return found.filter(one => one._id !== own._id && !one.dissolvedAt).slice(0, TARGETS)
}

export const handlers: ModuleHandlers<typeof transfers> = {
  ...actHandlers,
  ...arrivalHandlers,

  'transfers.list': async (ctx, input) => {
    const organisationId = input.organisationId ?? ctx.access.organisationId
    if (!await reaches(ctx, organisationId, 'oversee')) refuse('notFound')
    const limit = input.limit ?? PAGE
    const over = input.over ?? false
    const words = escaped(input.search ?? '')
    const found = await find('transfers', {
      ...(words ? { finds: db.RegExp({ regexp: `^${organisationId}:${words}`, options: '' }) } : { within: organisationId }),
      ...(input.state ? { state: input.state } : { open: !over }), ...(input.cursor && { key: over ? _.lt(input.cursor) : _.gt(input.cursor) }),
    }, { orderBy: [['key', over ? 'desc' : 'asc']], limit: limit + 1 })
    const { items, next } = pageFrom(found, limit, transfer => transfer.key, transfer => transfer)
    const shown = await stillBelow(organisationId, items)
    const officers = await officersOf(shown.flatMap(({ actsId }) => actsId ?? []), ctx.now)
    return { items: shown.map(transfer => lineView(transfer, officers, ctx.now)), next }
  },

  'transfers.get': async (ctx, input) => answer(ctx, await transferFor(ctx, input.transferId)),

  'transfers.ofMember': async (ctx, input) => {
    const memberId = input.memberId ?? ctx.access.memberId
    const own = memberId === ctx.access.memberId
    const member = own ? await read('members', memberId) : await memberFor(ctx, memberId, 'oversee')
    if (!member) refuse('notFound')
    const found = await find('transfers', { memberId }, { orderBy: [['at', 'desc']], limit: OF_ONE })
    const officers = await officersOf(found.flatMap(({ actsId }) => actsId ?? []), ctx.now)
    const forbidden = { code: 'forbidden' as const }
    return {
      items: found.map(transfer => lineView(transfer, officers, ctx.now)),
      ...abilities({
        apply: own ? whyCannotStart(member) : forbidden,
        start: await reaches(ctx, member.organisationId, 'keepRoster') ? whyCannotStart(member) : forbidden,
      }),
    }
  },

  'transfers.targets': async (ctx, input) => {
    const own = await readOrganisation(ctx.access.organisationId)
    if (!own) refuse('notFound')
    const found = await branchesFor(own, input.text ?? '')
    const parents = [...new Set(found.map(one => one.parentId ?? NOWHERE))]
    const above = parents.length === 0 ? [] : await find('organisations', { _id: _.in(parents) }, { limit: parents.length, fields: ['_id', 'name'] })
    return { items: found.map(one => ({ id: one._id, name: one.name, above: above.find(parent => parent._id === one.parentId)?.name ?? '' })) }
  },

  'transfers.apply': async (ctx, input) => {
    if (input.memberId !== ctx.access.memberId) refuse('notFound')
    const from = await readOrganisation(ctx.access.organisationId)
    if (!from) refuse('notFound')
    const destination = await destinationOf(from, input)
    const transfer = await transaction(tx => startTransfer(tx, ctx, ctx.access.memberId, from, destination, { ...input, startedBy: 'member' }))
    await tell(transfer, null, ctx.now)
    return answer(ctx, await transferFor(ctx, transfer._id))
  },

  'transfers.start': async (ctx, input) => {
    const from = await organisationFor(ctx, input.organisationId, 'keepRoster')
    if (from.kind === 'group') refuse('notFound')
    const chosen = await find('members', { _id: _.in([...new Set(input.memberIds)]), organisationId: from._id }, { limit: input.memberIds.length, fields: ['_id', 'name'] })
    if (chosen.length === 0) refuse('notFound')
    const destination = await destinationOf(from, input)
    const started = await startTransfers(ctx, chosen, from, destination, { ...input, startedBy: 'branch' })
    await told(ctx, started.flatMap(({ transfer }) => transfer ?? []))
    return {
      items: started.map(({ memberId, name, transfer, why }) => ({ memberId, name, transferId: transfer?._id ?? null, why: why?.message ?? null })),
      left: new Set(input.memberIds).size - chosen.length,
    }
  },
}

/** Everything that has begun goes to one desk: it is told once. */
async function told(ctx: MemberContext, begun: Transfer[]): Promise<void> {
  for (const first of new Map(begun.map(transfer => [transfer.actsId, transfer])).values()) await tell(first, null, ctx.now)
}
