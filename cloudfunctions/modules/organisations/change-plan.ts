/** Who takes part in a change and where everybody goes: loaded and judged for the look before as for the act itself. */
import type { ParsedInputOf } from '../../../types/contracts'
import type { Refusal } from '../../../types/contracts/errors'
import { whyBusy } from '../../regulations/organisation-rules'
import type { MemberContext } from '../../platform/context'
import { _, addOnce, count, transaction } from '../../platform/database'
import type { ChangePart, Organisation, OrganisationChange } from '../../platform/documents'
import { guard, refuse } from '../../platform/errors'
import { idFrom } from '../../platform/ids'
import { emptyRollup } from '../../services/rollup'
import { organisationFor } from '../../services/scope'
import { organisationKeys, readOrganisation } from '../../services/tree'
import { whyCannotChange, whyCannotDissolve, whyCannotReceive, whyNotBranches, type Plan } from './change-rules'
import { nameKeyOf, refuseTakenName } from './founding'
import { comesFromAbove } from './tree'

/** A change as it is asked for, with everything that it names. */
export interface Proposal extends Plan {
  kind: OrganisationChange['kind']
  sources: Organisation[]
  targets: Organisation[]
  /** The branch that is set up for it; its superior is that of the first source. */
  fresh: { id: string; name: string; above: Organisation } | null
  /** Why it may not be done, whatever the people. */
  why: Refusal | null
}

type Chosen = { memberIds?: string[] | undefined; groupIds?: string[] | undefined; classNames?: string[] | undefined }
const partsOf = (targetId: string, { memberIds, groupIds, classNames }: Chosen): ChangePart[] =>
  ([['member', memberIds], ['group', groupIds], ['class', classNames]] as const).flatMap(([by, keys]) => (keys && keys.length > 0 ? [{ by, keys, targetId }] : []))

const freshId = (ctx: MemberContext): string => idFrom('organisation', ctx.caller.accountId, ctx.action, ctx.requestId)
/** The id of the change that this tap begins. */
export const changeIdOf = (ctx: MemberContext): string => idFrom('change', ctx.caller.accountId, ctx.action, ctx.requestId)

const loadAll = async (ctx: MemberContext, ids: string[]): Promise<Organisation[]> => {
  const found: Organisation[] = []
  for (const id of new Set(ids)) found.push(await organisationFor(ctx, id, 'appoint'))
  return found
}

/** Organisations directly below that have not ended, party groups aside. */
const livingBelow = (organisationId: string): Promise<number> => count('organisations', { parentId: organisationId, kind: _.neq('group'), gone: _.neq(true) })

const firstOf = (...whys: (Refusal | null)[]): Refusal | null => whys.find(why => why !== null) ?? null

export async function proposeDissolving(ctx: MemberContext, input: Pick<ParsedInputOf<'organisations.previewDissolve'>, 'organisationId' | 'targetId' | 'spread'>): Promise<Proposal> {
  const source = await organisationFor(ctx, input.organisationId, 'appoint')
  const spread = source.kind === 'group' ? [] : input.spread ?? []
  const targets = await loadAll(ctx, [...(input.targetId ? [input.targetId] : []), ...spread.map(part => part.targetId)])
  const why = firstOf(whyCannotDissolve(source, comesFromAbove(ctx, source), await livingBelow(source._id)), ...targets.map(target => whyCannotReceive(source, target)))
  return { kind: 'dissolve', sources: [source], targets, fresh: null, parts: spread.flatMap(part => partsOf(part.targetId, part)), restId: input.targetId ?? null, why }
}

export async function proposeMerging(ctx: MemberContext, input: Pick<ParsedInputOf<'organisations.previewMerge'>, 'organisationIds' | 'targetId' | 'newName'>): Promise<Proposal> {
  const named = await loadAll(ctx, input.organisationIds)
  const [into] = input.targetId ? await loadAll(ctx, [input.targetId]) : []
  const sources = named.filter(one => one._id !== into?._id)
  const first = sources[0]
  if (!first) return { kind: 'merge', sources: [], targets: into ? [into] : [], fresh: null, parts: [], restId: into?._id ?? null, why: { code: 'changeSameTarget' } }
  const above = into ? null : await readOrganisation(first.parentId ?? '-')
  const fresh = above && input.newName ? { id: freshId(ctx), name: input.newName, above } : null
  const why = firstOf(
    into || sources.length > 1 ? null : { code: 'changeSameTarget' },
    ...sources.map(source => whyCannotDissolve(source, comesFromAbove(ctx, source), 0)),
    whyNotBranches([...named, ...(into ? [into] : [])]),
    ...(into ? sources.map(source => whyCannotReceive(source, into)) : [above ? whyBusy(above) : null]),
  )
  return { kind: 'merge', sources, targets: into ? [into] : [], fresh, parts: [], restId: into?._id ?? fresh?.id ?? null, why }
}

export async function proposeSplitting(ctx: MemberContext, input: Chosen & { organisationId: string; newName?: string | undefined }): Promise<Proposal> {
  const source = await organisationFor(ctx, input.organisationId, 'appoint')
  const above = await readOrganisation(source.parentId ?? '-')
  const id = freshId(ctx)
  const parts = partsOf(id, input)
  const why = firstOf(whyCannotChange(source, comesFromAbove(ctx, source)), whyNotBranches([source]), above ? whyBusy(above) : null)
  return { kind: 'split', sources: [source], targets: [], fresh: above ? { id, name: input.newName ?? '', above } : null, parts, restId: null, why }
}

/** What the record says besides the proposal. */
export interface Decision { reason: string; decision?: string | undefined; fewerReason?: string | undefined }

/**
 * Writes the record and marks everybody who takes part, in one transaction: of two changes of the same branch at once, or
 * of a change and a move, one is refused. A repeat of the same tap finds the record.
 */
export async function beginChange(ctx: MemberContext, proposal: Proposal, decided: Decision, total: number): Promise<string> {
  const _id = changeIdOf(ctx)
  const { kind, sources, targets, fresh } = proposal
  const [head] = sources
  if (!head) refuse('conflict')
  const branchId = head.kind === 'group' ? head.parentId : null
  // Whoever still comes in while it is under way has to have a place as well.
  const restId = kind === 'dissolve' && branchId === null ? proposal.restId ?? proposal.parts.at(-1)?.targetId ?? null : proposal.restId
  const founded: Organisation | null = fresh && {
    _id: fresh.id, name: fresh.name, kind: 'branch', parentId: fresh.above._id, path: `${fresh.above.path}${fresh.id}/`, nameKey: nameKeyOf({ _id: fresh.id, parentId: fresh.above._id }, fresh.name),
    points: head.points, holders: {}, createdAt: ctx.now, searchKeys: await organisationKeys(fresh.name), receiving: { [_id]: true }, ...(decided.fewerReason && { fewerReason: decided.fewerReason }),
  }
  if (founded) await refuseTakenName(founded.nameKey, founded.name, founded._id)
  await transaction(async tx => {
    if (await tx.read('organisation_changes', _id)) return
    for (const source of sources) {
      const now = await tx.read('organisations', source._id)
      if (!now || now.parentId !== source.parentId || now.changes !== source.changes) refuse('conflict')
      guard(whyCannotChange(now, true))
      await tx.update('organisations', now._id, { changeId: _id, changes: _.inc(1) })
    }
    for (const target of targets) {
      const now = await tx.read('organisations', target._id)
      if (!now) refuse('conflict')
      guard(whyBusy(now))
      await tx.update('organisations', now._id, { [`receiving.${_id}`]: true, changes: _.inc(1) })
    }
    if (founded) {
      const above = await tx.read('organisations', fresh!.above._id)
      if (!above || above.moveId || above.path !== fresh!.above.path) refuse('treeMoving')
      guard(whyBusy(above))
      await tx.update('organisations', above._id, { changes: _.inc(1) })
      await tx.add('organisations', founded)
    }
    await tx.add('organisation_changes', {
      _id, kind, sources: sources.map(nameOf), targets: [...targets, ...(founded ? [founded] : [])].map(nameOf), parts: proposal.parts, restId, branchId,
      reason: decided.reason, decision: decided.decision || null, state: 'carrying', carried: 0, waiting: 0, total, at: ctx.now, by: ctx.caller.accountId, byName: ctx.access.memberName, finishedAt: null, leaseUntil: new Date(0),
    })
  }).catch(async (error: Error) => {
    if (founded) await refuseTakenName(founded.nameKey, founded.name, founded._id)
    throw error
  })
  if (founded) await addOnce('digests', emptyRollup(founded))
  return _id
}

const nameOf = ({ _id, name }: Organisation): { id: string; name: string } => ({ id: _id, name })
