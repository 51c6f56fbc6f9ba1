import type { organisations } from '../../../types/contracts/organisations'
import { whyBusy } from '../../regulations/organisation-rules'
import { hasPowerOver } from '../../platform/access'
import type { MemberContext, ModuleHandlers } from '../../platform/context'
import { _, addOnce, db, find, read, transaction } from '../../platform/database'
import type { Organisation } from '../../platform/documents'
import { abilities, guard, refuse } from '../../platform/errors'
import { idFrom } from '../../platform/ids'
import { iso, isoOrNull } from '../../platform/time'
import { termMonthsOf } from '../../regulations/term-rules'
import { organisationDigestId } from '../../services/inbox'
import { runningPosts } from '../../services/officers'
import { PAGE, pageFrom } from '../../services/paging'
import { branchBelow, emptyRollup } from '../../services/rollup'
import { organisationFor } from '../../services/scope'
import { organisationKeys, readOrganisation } from '../../services/tree'
import { copyName, copyPoints } from './copies'
import { found, nameKeyOf, refuseTakenName } from './founding'
import { whyCannotChange, whyNotBranches } from './change-rules'
import { postHandlers } from './posts'
import { whyCannotBeMoved, whyCannotStandBelow } from './rules'
import { termDueOf, whyCannotExtend, whyCannotSetForm, whyCannotSetTerm } from './size-rules'
import { standingHandlers } from './standing'
import { comesFromAbove, treeHandlers } from './tree'

async function visibleOrganisation(ctx: MemberContext, organisationId: string): Promise<Organisation> {
  const organisation = await readOrganisation(organisationId)
  const own = organisation?._id === ctx.access.organisationId
  if (!organisation || (!own && !hasPowerOver(ctx.access, 'oversee', organisation, ctx.now) && !hasPowerOver(ctx.access, 'leadGroup', organisation, ctx.now))) refuse('notFound')
  return organisation
}

export const handlers: ModuleHandlers<typeof organisations> = {
  ...postHandlers,
  ...treeHandlers,
  ...standingHandlers,
  'organisations.found': found,

  'organisations.get': async (ctx, input) => {
    const organisation = await visibleOrganisation(ctx, input.organisationId ?? ctx.access.organisationId)
    const ended = organisation.dissolvedAt ? whyBusy(organisation) : null
    const forbidden = { code: 'forbidden' as const }
    const appoint = hasPowerOver(ctx.access, 'appoint', organisation, ctx.now) ? ended : forbidden
    const fromAbove = comesFromAbove(ctx, organisation)
    const extend = appoint ?? whyCannotExtend({ kind: organisation.kind, parentId: organisation.parentId, fromAbove })
    const [digest, groups, posts] = await Promise.all([
      read('digests', organisationDigestId(organisation._id)),
      find('organisations', { parentId: organisation._id, kind: 'group', gone: _.neq(true) }, { orderBy: [['createdAt', 'asc']], limit: 100 }),
      extend ? [] : runningPosts(organisation._id),
    ])
    const due = termDueOf(posts)
    const { extension } = organisation
    const keepRoster = hasPowerOver(ctx.access, 'keepRoster', organisation, ctx.now) ? ended : forbidden
    const change = appoint ?? whyCannotChange(organisation, fromAbove)
    const ofBranch = change ?? whyNotBranches([organisation])
    return {
      id: organisation._id, name: organisation.name, kind: organisation.kind, parentId: organisation.parentId,
      members: digest?.sums?.members ?? digest?.members ?? 0, bound: digest?.sums?.bound ?? digest?.bound ?? 0, points: organisation.points,
      form: organisation.form ?? 'ordinary', units: organisation.units ?? null, fewerReason: organisation.fewerReason ?? null,
      termMonths: termMonthsOf(organisation), termDue: due, extension: extension ? { due: extension.due, until: extension.until, document: extension.document, byName: extension.byName } : null,
      dissolvedAt: isoOrNull(organisation.dissolvedAt), changing: !organisation.dissolvedAt && Boolean(organisation.changeId),
      formerNames: [...organisation.names ?? []].reverse().map(({ name, until }) => ({ name, until: iso(until) })),
      groups: groups.map(group => ({ id: group._id, name: group.name })),
      ...abilities({ rename: appoint, addBelow: organisation.kind === 'group' ? forbidden : appoint, appoint, keepRoster, changePoints: keepRoster, move: appoint ?? whyCannotBeMoved(organisation, fromAbove), setForm: appoint ?? whyCannotSetForm({ kind: organisation.kind, parentId: organisation.parentId, fromAbove }), setTerm: appoint ?? whyCannotSetTerm({ kind: organisation.kind, parentId: organisation.parentId, fromAbove }), extendTerm: extend ?? (due === null ? { code: 'extendNothing' as const } : null), dissolve: change, merge: ofBranch, split: ofBranch }),
    }
  },

  'organisations.below': async (ctx, input) => {
    const organisation = await organisationFor(ctx, input.organisationId ?? ctx.access.organisationId, 'oversee')
    const limit = input.limit ?? PAGE
    const where = { parentId: organisation._id, ...(input.cursor && { name: _.gt(input.cursor) }) }
    const digests = await find('digests', where, { orderBy: [['name', 'asc']], limit: limit + 1 })
    return pageFrom(digests, limit, digest => digest.name ?? '', branchBelow)
  },

  'organisations.create': async (ctx, input) => {
    const parent = await organisationFor(ctx, input.parentId, 'appoint')
    guard(whyCannotStandBelow(parent.kind, input.kind))
    const _id = idFrom('organisation', ctx.caller.accountId, ctx.action, ctx.requestId)
    const nameKey = nameKeyOf({ _id, parentId: parent._id }, input.name)
    await refuseTakenName(nameKey, input.name, _id)
    const organisation: Organisation = {
      _id, name: input.name, kind: input.kind, parentId: parent._id, path: `${parent.path}${_id}/`, nameKey,
      points: { enabled: false, perCheckIn: 1 }, holders: {}, createdAt: ctx.now, searchKeys: await organisationKeys(input.name),
    }
    // The unique name decides between two that are set up at once; the rollup is added after, and mended by a job where a crash comes between.
    await transaction(async tx => {
      if (await tx.read('organisations', _id)) return
      // Written as well as read, so that a move that carries the parent away and this one are judged one after the other.
      const above = await tx.read('organisations', parent._id)
      if (!above || above.moveId || above.path !== parent.path) refuse('treeMoving')
      guard(whyBusy(above))
      await tx.update('organisations', above._id, { changes: _.inc(1) })
      await tx.add('organisations', organisation)
    }).catch(async (error: Error) => {
      await refuseTakenName(nameKey, input.name, _id)
      throw error
    })
    if (input.kind !== 'group') await addOnce('digests', emptyRollup(organisation))
    return { organisationId: _id }
  },

  'organisations.rename': async (ctx, input) => {
    const organisation = await organisationFor(ctx, input.organisationId, 'appoint')
    const nameKey = nameKeyOf(organisation, input.name)
    await refuseTakenName(nameKey, input.name, organisation._id)
    const searchKeys = await organisationKeys(input.name)
    await transaction(async tx => {
      const fresh = await tx.read('organisations', organisation._id)
      // The unique name holds the superior's id: one that is being moved has its new one already.
      if (!fresh || fresh.moveId || fresh.parentId !== organisation.parentId) refuse('treeMoving')
      guard(whyBusy(fresh))
      await tx.update('organisations', fresh._id, { name: input.name, nameKey, searchKeys: _.set(searchKeys), ...(fresh.name !== input.name && { names: _.set([...(fresh.names ?? []), { name: fresh.name, until: ctx.now }]) }) })
    })
    await copyName({ ...organisation, name: input.name })
    return {}
  },

  'organisations.setPoints': async (ctx, input) => {
    const organisation = await organisationFor(ctx, input.organisationId, 'keepRoster')
    const points = { enabled: input.enabled, perCheckIn: input.perCheckIn }
    await db.collection('organisations').doc(organisation._id).update({ points })
    await copyPoints({ _id: organisation._id, points }, ctx.now)
    return {}
  },
}
