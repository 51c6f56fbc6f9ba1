import type { organisations } from '../../../types/contracts/organisations'
import type { ModuleHandlers } from '../../platform/context'
import { _, count, db, read, transaction, type Tx } from '../../platform/database'
import type { Organisation, PostDocument } from '../../platform/documents'
import { guard, refuse } from '../../platform/errors'
import { dayOf } from '../../platform/time'
import { whyBusy } from '../../regulations/organisation-rules'
import { committeePosts } from '../../regulations/organisation-size'
import { organisationDigestId } from '../../services/inbox'
import { runningPosts } from '../../services/officers'
import { organisationFor } from '../../services/scope'
import { termDueOf, warningsFor, whyCannotExtend, whyCannotSetForm, whyCannotSetTerm } from './size-rules'
import { comesFromAbove } from './tree'

export const standingHandlers: Pick<ModuleHandlers<typeof organisations>, 'organisations.warnings' | 'organisations.setForm' | 'organisations.setTerm' | 'organisations.extendTerm'> = {
  'organisations.warnings': async (ctx, input) => {
    const organisation = await organisationFor(ctx, input.organisationId ?? ctx.access.organisationId, 'oversee')
    const own = { organisationId: organisation._id, archived: false }
    const [digest, full, members, posts] = await Promise.all([
      read('digests', organisationDigestId(organisation._id)), count('members', { ...own, standing: 'full' }), count('members', own), runningPosts(organisation._id),
    ])
    return {
      items: warningsFor({
        kind: organisation.kind, parentId: organisation.parentId, extension: organisation.extension ?? null, fewerReason: organisation.fewerReason ?? null, members: digest?.sums?.members ?? members, full,
        posts: posts.map(({ memberId, memberName, post, until, acting }) => ({ memberId, memberName, post, until, acting: acting ?? false })),
      }, dayOf(ctx.now)),
    }
  },

  'organisations.setForm': async (ctx, input) => {
    const organisation = await organisationFor(ctx, input.organisationId, 'appoint')
    guard(whyCannotSetForm({ kind: organisation.kind, parentId: organisation.parentId, fromAbove: comesFromAbove(ctx, organisation), form: input.form, units: input.units }))
    const units = input.form === 'joint' ? input.units ?? 2 : null
    await db.collection('organisations').doc(organisation._id).update({ form: input.form, units: _.set(units), fewerReason: _.set(input.fewerReason || null) })
    return {}
  },

  'organisations.setTerm': async (ctx, input) => {
    const organisation = await organisationFor(ctx, input.organisationId, 'appoint')
    const fromAbove = comesFromAbove(ctx, organisation)
    await transaction(async tx => {
      const own = await tx.read('organisations', organisation._id) ?? refuse('notFound')
      guard(whyCannotSetTerm({ kind: own.kind, parentId: own.parentId, fromAbove, termMonths: input.termMonths }))
      if (own.dissolvedAt || own.changeId) guard(whyBusy(own))
      await tx.update('organisations', own._id, { termMonths: input.termMonths })
    })
    return {}
  },

  'organisations.extendTerm': async (ctx, input) => {
    const organisation = await organisationFor(ctx, input.organisationId, 'appoint')
    const fromAbove = comesFromAbove(ctx, organisation)
    await transaction(async tx => {
      const own = await tx.read('organisations', organisation._id) ?? refuse('notFound')
      // The term as it is at this moment: whoever was elected meanwhile has another.
      const due = termDueOf(await postsHeld(tx, own))
      guard(whyCannotExtend({ kind: own.kind, parentId: own.parentId, fromAbove, due, until: input.until }))
      if (own.dissolvedAt || own.changeId) guard(whyBusy(own))
      await tx.update('organisations', own._id, { extension: _.set({ due: due!, until: input.until, document: input.document, byName: ctx.access.memberName, at: ctx.now }) })
    })
    return {}
  },
}

/** Running posts of a committee, inside a transaction. One operation for each. */
async function postsHeld(tx: Tx, { holders }: Pick<Organisation, 'holders'>): Promise<PostDocument[]> {
  const held: PostDocument[] = []
  for (const [postId, post] of Object.entries(holders)) {
    const found = committeePosts.includes(post) ? await tx.read('posts', postId) : null
    if (found && found.endedAt === null) held.push(found)
  }
  return held
}
