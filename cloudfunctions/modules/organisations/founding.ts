import type { OutputOf, ParsedInputOf } from '../../../types/contracts'
import { founderPost } from '../../regulations/organisation-rules'
import type { Context } from '../../platform/context'
import { find, read, transaction } from '../../platform/database'
import type { Organisation } from '../../platform/documents'
import { refuse } from '../../platform/errors'
import { idFrom } from '../../platform/ids'
import { keyedHash } from '../../platform/secrets'
import { dayOf } from '../../platform/time'
import { emptyState } from '../../services/inbox'
import { accessFor } from '../../services/membership'
import { blankMember, normalName } from '../../services/person'
import { emptyRollup } from '../../services/rollup'
import { attempt, forgetTries } from '../../services/throttle'

/** How often a founding code may be tried: 28^16 codes make guessing hopeless, this keeps it from costing anything. */
const limit = { tries: 10, minutes: 30 }

/** The id under which deployment stores a founding code. */
export const foundingCodeId = (code: string): string => keyedHash('founding', code.replace(/[\s-]/g, '').toLowerCase())

/** What no two organisations below one parent share; trees of their own know nothing of one another's names. */
export const nameKeyOf = ({ _id, parentId }: Pick<Organisation, '_id' | 'parentId'>, name: string): string => `${parentId ?? _id}_${name}`

/** Refuses with `nameTaken` where another organisation has this name at this place. One operation. */
export async function refuseTakenName(nameKey: string, name: string, but?: string): Promise<void> {
  const same = await find('organisations', { nameKey }, { limit: 1 })
  if (same[0] && same[0]._id !== but) refuse('nameTaken', { name })
}

/** Opens the first organisation with the code that deployment printed; its founder is the one officer whom nobody confirms. */
export async function found(ctx: Context, input: ParsedInputOf<'organisations.found'>): Promise<OutputOf<'organisations.found'>> {
  await attempt('founding', ctx.caller.accountId, limit, ctx.now)
  const codeId = foundingCodeId(input.code)
  const organisationId = idFrom('organisation', ctx.caller.accountId, ctx.action, codeId)
  const memberId = idFrom('member', ctx.caller.accountId, ctx.action, codeId)
  const repeated = await read('organisations', organisationId)
  if (repeated && ctx.access?.memberId === memberId) return { organisationId, memberId }

  const organisation: Organisation = {
    _id: organisationId, name: input.organisationName, kind: input.kind, parentId: null, path: `/${organisationId}/`, nameKey: nameKeyOf({ _id: organisationId, parentId: null }, input.organisationName),
    points: { enabled: false, perCheckIn: 1 }, holders: {}, createdAt: ctx.now,
  }
  const postId = idFrom('post', organisationId, 'founder')
  const post = founderPost(input.kind)
  const held = {
    postId, post, organisationId, organisationName: organisation.name, organisationKind: organisation.kind, since: dayOf(ctx.now), until: null,
    confirmedAccount: ctx.caller.accountId,
  }
  organisation.holders = { [postId]: post }
  const member = { ...await blankMember(memberId, organisation, normalName(input.name), ctx.now), posts: [held], accountId: ctx.caller.accountId }
  const bindingId = idFrom('binding', ctx.caller.accountId, memberId)

  await transaction(async tx => {
    const code = await tx.read('founding_codes', codeId)
    if (!code || code.usedAt) refuse('foundingCodeWrong')
    const access = await tx.read('access', ctx.caller.accountId)
    if (access?.memberId) refuse('alreadyBound', { organisation: access.organisationName })
    await tx.update('founding_codes', codeId, { usedAt: ctx.now, usedBy: ctx.caller.accountId })
    await tx.add('organisations', organisation)
    await tx.add('members', member)
    await tx.add('posts', { _id: postId, organisationId, memberId, memberName: member.name, post, since: held.since, until: null, appointedBy: ctx.caller.accountId, at: ctx.now, endedAt: null, endReason: null, endedBy: null })
    await tx.put('access', accessFor(member, ctx.caller, bindingId, ctx.now))
    await tx.add('bindings', { _id: bindingId, accountId: ctx.caller.accountId, memberId, way: 'founding', at: ctx.now, endedAt: null, endedBy: null, endReason: null })
    await tx.put('digests', { ...emptyRollup(organisation), members: 1, bound: 1 })
    await tx.put('digests', emptyState(memberId))
  })
  await forgetTries('founding', ctx.caller.accountId)
  return { organisationId, memberId }
}
