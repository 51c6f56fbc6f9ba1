/** Groups and classes to choose from, and the filters that an account has named. */
import type { rosterUpkeep } from '../../../types/contracts/roster-upkeep'
import type { MemberContext, ModuleHandlers } from '../../platform/context'
import { _, db, find, read, transaction } from '../../platform/database'
import type { Member, RosterFilter, SavedFilters } from '../../platform/documents'
import { guard, refuse } from '../../platform/errors'
import { reaches } from '../../services/scope'
import { lastBulkOf } from './bulk'
import { whyCannotSaveFilter } from './upkeep-rules'

type Counted = { _id: string | null; count: number }[]

/** How many of a roster stand under each value of an item. One operation; looks at the whole roster. */
async function countBy(organisationId: string, item: keyof Member): Promise<Counted> {
  const { data } = await db.collection('members').aggregate().match({ organisationId, archived: false }).group({ _id: `$${item}`, count: _.aggregate.sum(1) }).limit(1000).end() as { data: Counted }
  return data
}

const nobody = (counted: Counted): number => counted.find(({ _id }) => _id === null)?.count ?? 0
const savedIn = (kept: SavedFilters | null, organisationId: string) => (kept?.filters ?? []).filter(one => one.organisationId === organisationId).map(({ name, filter }) => ({ name, filter }))
/** Keys that were not said are not kept: the database would hold them as null. */
const said = (filter: RosterFilter): RosterFilter => Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined))

async function inScope(ctx: MemberContext, organisationId: string): Promise<void> {
  if (!await reaches(ctx, organisationId, 'oversee')) refuse('notFound')
}

/** Rewrites the account's filters; one document, so two taps at once are judged one after the other. */
function rewrite(ctx: MemberContext, change: (filters: SavedFilters['filters']) => SavedFilters['filters']): Promise<SavedFilters> {
  return transaction(async tx => {
    const kept = await tx.read('roster_filters', ctx.caller.accountId)
    const after = { _id: ctx.caller.accountId, filters: change(kept?.filters ?? []) }
    await tx.put('roster_filters', after)
    return after
  })
}

type Names = 'roster.choices' | 'roster.saveFilter' | 'roster.dropFilter'
export const filterHandlers: Pick<ModuleHandlers<typeof rosterUpkeep>, Names> = {
  'roster.choices': async (ctx, input) => {
    const organisationId = input.organisationId ?? ctx.access.organisationId
    await inScope(ctx, organisationId)
    const [groups, byGroup, byClass, kept, last] = await Promise.all([
      find('organisations', { parentId: organisationId, kind: 'group', gone: _.neq(true) }, { orderBy: [['name', 'asc']], limit: 200 }),
      countBy(organisationId, 'groupId'), countBy(organisationId, 'className'), read('roster_filters', ctx.caller.accountId), lastBulkOf(ctx, organisationId),
    ])
    return {
      groups: groups.map(({ _id, name }) => ({ id: _id, name, count: byGroup.find(counted => counted._id === _id)?.count ?? 0 })), noGroup: nobody(byGroup),
      classes: byClass.flatMap(({ _id, count }) => (_id === null ? [] : [{ name: _id, count }])).sort((a, b) => a.name.localeCompare(b.name, 'zh')), noClass: nobody(byClass),
      saved: savedIn(kept, organisationId), last,
    }
  },

  'roster.saveFilter': async (ctx, input) => {
    await inScope(ctx, input.organisationId)
    const after = await rewrite(ctx, filters => {
      const others = filters.filter(one => one.organisationId !== input.organisationId || one.name !== input.name)
      guard(whyCannotSaveFilter(others.length))
      return [...others, { organisationId: input.organisationId, name: input.name, filter: said(input.filter) }]
    })
    return { saved: savedIn(after, input.organisationId) }
  },

  'roster.dropFilter': async (ctx, input) => {
    await inScope(ctx, input.organisationId)
    const after = await rewrite(ctx, filters => filters.filter(one => one.organisationId !== input.organisationId || one.name !== input.name))
    return { saved: savedIn(after, input.organisationId) }
  },
}
