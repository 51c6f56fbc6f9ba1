import type { organisations } from '../../../types/contracts/organisations'
import type { ModuleHandlers } from '../../platform/context'
import { _, count, db, read } from '../../platform/database'
import { guard } from '../../platform/errors'
import { dayOf } from '../../platform/time'
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
    guard(whyCannotSetTerm({ kind: organisation.kind, termMonths: input.termMonths }))
    await db.collection('organisations').doc(organisation._id).update({ termMonths: input.termMonths })
    return {}
  },

  'organisations.extendTerm': async (ctx, input) => {
    const organisation = await organisationFor(ctx, input.organisationId, 'appoint')
    const due = termDueOf(await runningPosts(organisation._id))
    guard(whyCannotExtend({ kind: organisation.kind, parentId: organisation.parentId, fromAbove: comesFromAbove(ctx, organisation), due, until: input.until }))
    await db.collection('organisations').doc(organisation._id).update({ extension: _.set({ due: due!, until: input.until, document: input.document, byName: ctx.access.memberName, at: ctx.now }) })
    return {}
  },
}
