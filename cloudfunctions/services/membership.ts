/** How accounts, members and posts hang together: the only place that rewrites access documents. */
import type { AccessDocument, Binding, HeldPost, Member } from '../platform/documents'
import type { Caller } from '../platform/identity'
import { _, type Tx } from '../platform/database'
import { refuse } from '../platform/errors'
import { idFrom } from '../platform/ids'
import { emptyState, memberDigestId } from './inbox'

/** An access document as a member's record says; the second factor of a former binding never carries over. */
export function accessFor(member: Member, caller: Caller, bindingId: string, now: Date): AccessDocument {
  return {
    _id: caller.accountId, openid: caller.openid,
    memberId: member._id, memberName: member.name, standing: member.standing,
    organisationId: member.organisationId, organisationName: member.organisationName, organisationKind: member.organisationKind, groupId: member.groupId,
    posts: member.posts, bindingId, boundAt: now, factor: null, provedUntil: null, challenge: null, blockedUntil: null,
  }
}

/**
 * Binds the calling account to a member inside a transaction. Works at once; posts get their powers when another
 * officer confirms this very account. A repeat by the same account changes nothing.
 * @returns false where it was bound to this member already
 */
export async function bindAccount(tx: Tx, caller: Caller, memberId: string, way: Binding['way'], now: Date): Promise<{ member: Member; fresh: boolean }> {
  const member = await tx.read('members', memberId)
  if (!member || member.archived) refuse('codeInvalid')
  const access = await tx.read('access', caller.accountId)
  if (access?.memberId === memberId) return { member, fresh: false }
  if (access?.memberId) refuse('alreadyBound', { organisation: access.organisationName })
  if (member.accountId) refuse('memberTaken')
  const bindingId = idFrom('binding', caller.accountId, memberId, now.toISOString())
  await tx.put('access', accessFor(member, caller, bindingId, now))
  // Any other card for this person is void from now on, also after a later release.
  await tx.update('members', memberId, { accountId: caller.accountId, invitationId: null })
  await tx.put('bindings', { _id: bindingId, accountId: caller.accountId, memberId, way, at: now, endedAt: null, endedBy: null, endReason: null })
  if (!await tx.read('digests', memberDigestId(memberId))) await tx.add('digests', emptyState(memberId))
  return { member, fresh: true }
}

/** Frees a member from its account inside a transaction: the account loses everything at its next call, the posts wait for a new confirmation. */
export async function freeMember(tx: Tx, member: Member, by: string, reason: string, now: Date): Promise<void> {
  const posts = member.posts.map(held => ({ ...held, confirmedAccount: null }))
  await tx.update('members', member._id, { accountId: null, invitationId: null, posts: _.set(posts) })
  if (!member.accountId) return
  const access = await tx.read('access', member.accountId)
  if (!access || access.memberId !== member._id) return
  await tx.update('access', access._id, { memberId: null, posts: _.set([]), factor: _.set(null), provedUntil: null, challenge: null })
  await tx.update('bindings', access.bindingId, { endedAt: now, endedBy: by, endReason: reason })
}

/** Rewrites a member's posts and, where an account is bound, its access document, inside a transaction. */
export async function setPosts(tx: Tx, member: Member, posts: HeldPost[]): Promise<void> {
  await tx.update('members', member._id, { posts: _.set(posts) })
  if (member.accountId) await tx.update('access', member.accountId, { posts: _.set(posts) })
}
