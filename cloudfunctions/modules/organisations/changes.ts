import type { organisationChanges } from '../../../types/contracts/organisation-changes'
import type { MemberContext, ModuleHandlers } from '../../platform/context'
import { read } from '../../platform/database'
import type { OrganisationChange } from '../../platform/documents'
import { guard, refuse } from '../../platform/errors'
import { iso } from '../../platform/time'
import { PAGE, pageFrom } from '../../services/paging'
import { organisationFor } from '../../services/scope'
import { findBelow } from '../../services/tree'
import { carryOnChange } from './change-carry'
import { beginChange, changeIdOf, proposeDissolving, proposeMerging, proposeSplitting, type Decision, type Proposal } from './change-plan'
import { postsAbove } from './moves-posts'
import { divided, followersOf, namesOf, openMatters, peopleIn, POSTS_SHOWN, previewOf, whyCannotGo } from './change-preview'

/** What is left of a call's time for its answer. */
const SPARE_MS = 3000

const stateOf = (one: OrganisationChange) => ({ done: one.state !== 'carrying', carried: one.carried, total: Math.max(one.total, one.carried) })

/** Begins a change, or goes on with the one that this very tap has begun; the same request with other organisations is no repeat. */
async function go(ctx: MemberContext, sourceIds: string[], decided: Decision, propose: () => Promise<Proposal>): Promise<ReturnType<typeof stateOf>> {
  const begun = await read('organisation_changes', changeIdOf(ctx))
  if (begun && !begun.sources.every(source => sourceIds.includes(source.id))) refuse('conflict')
  if (!begun) {
    const proposal = await propose()
    guard(proposal.why)
    const people = await peopleIn(proposal)
    const followers = await followersOf(proposal)
    const { going, nowhere } = divided(proposal, people)
    guard(whyCannotGo(proposal, { going: going.length, nowhere: nowhere + followers.nowhere, matters: await openMatters(proposal, going, followers, ctx.now) }))
    await beginChange(ctx, proposal, decided, going.length)
  }
  const one = await carryOnChange(changeIdOf(ctx), ctx.now, new Date(Date.now() + ctx.deadline.getTime() - ctx.now.getTime() - SPARE_MS))
  return stateOf(one ?? refuse('conflict'))
}

export const changeHandlers: ModuleHandlers<typeof organisationChanges> = {
  'organisations.previewDissolve': async (ctx, input) => previewOf(await proposeDissolving(ctx, input), ctx.now),
  'organisations.previewMove': async (ctx, input) => {
    const organisation = await organisationFor(ctx, input.organisationId, 'appoint')
    const target = await organisationFor(ctx, input.parentId, 'appoint')
    const ending = await postsAbove(organisation.path, organisation.path, `${target.path}${organisation._id}/`)
    return { posts: ending.slice(0, POSTS_SHOWN).map(({ post, member, organisationName }) => ({ memberName: member.name, post: post.post, organisationName })), postsTotal: ending.length }
  },
  'organisations.previewMerge': async (ctx, input) => previewOf(await proposeMerging(ctx, input), ctx.now),
  'organisations.previewSplit': async (ctx, input) => previewOf(await proposeSplitting(ctx, input), ctx.now),

  'organisations.dissolve': (ctx, input) => go(ctx, [input.organisationId], input, () => proposeDissolving(ctx, input)),
  'organisations.merge': (ctx, input) => go(ctx, input.organisationIds, input, () => proposeMerging(ctx, input)),
  'organisations.split': (ctx, input) => go(ctx, [input.organisationId], input, () => proposeSplitting(ctx, input)),

  'organisations.changeOf': async (ctx, input) => {
    const { changeId } = await organisationFor(ctx, input.organisationId, 'oversee')
    const one = changeId ? await read('organisation_changes', changeId) : null
    if (!one) return { change: null }
    const { kind, sources, targets, reason, decision, at, byName } = one
    return { change: { kind, sources: sources.map(({ name }) => name), targets: targets.map(({ name }) => name), reason, decision, at: iso(at), byName, ...stateOf(one) } }
  },

  'organisations.gone': async (ctx, input) => {
    const organisation = await organisationFor(ctx, input.organisationId ?? ctx.access.organisationId, 'oversee')
    const limit = input.limit ?? PAGE
    const found = await findBelow(organisation, { gone: true }, limit + 1, input.cursor)
    const names = await namesOf([...new Set(found.map(one => one.parentId ?? ''))])
    return pageFrom(found, limit, one => one.path, ({ _id, name, kind, parentId, dissolvedAt }) => ({ id: _id, name, kind, dissolvedAt: iso(dissolvedAt ?? ctx.now), above: names.get(parentId ?? '') ?? '' }))
  },
}
