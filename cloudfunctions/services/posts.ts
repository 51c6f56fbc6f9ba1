/** Giving and taking away posts inside a transaction: the record, the organisation's list of running posts, and the access that follows. */
import type { Post } from '../../types/contracts/codes'
import { hasPowerOver } from '../platform/access'
import type { MemberContext } from '../platform/context'
import { _, read, type Tx } from '../platform/database'
import type { HeldPost, Member, Organisation, PostDocument } from '../platform/documents'
import { refuse } from '../platform/errors'
import { setPosts } from './membership'
import { NOWHERE } from './scope'
import { powersUntil } from '../regulations/term-rules'
import { readOrganisation } from './tree'

/**
 * A member as the caller may know one: inside the organisation, or on a roster that the caller oversees; `notFound`
 * otherwise. `path` is the one of the member's own organisation. One operation for the organisation's own people, two for any other.
 */
export async function memberKnown(ctx: MemberContext, organisation: Organisation, memberId: string): Promise<{ member: Member; path: string }> {
  const member = await read('members', memberId)
  const branch = member?.organisationId === organisation._id ? organisation : await readOrganisation(member?.organisationId ?? NOWHERE)
  if (!member || !branch || !(branch.path.includes(`/${organisation._id}/`) || hasPowerOver(ctx.access, 'oversee', branch, ctx.now))) refuse('notFound')
  return { member, path: branch.path }
}

/** Who gives or ends a post, and when. */
interface Act { by: string; at: Date }
export interface NewPost { postId: string; post: Post; since: string; until: string | null; acting: boolean }

/** Gives somebody posts. The account that is bound at this moment is the one that is vouched for; a later one waits for confirmation. */
export async function givePosts(tx: Tx, organisation: Organisation, member: Member, given: NewPost[], { by, at }: Act): Promise<void> {
  const held = given.map(({ postId, post, since, until, acting }): HeldPost => ({ postId, post, organisationId: organisation._id, organisationName: organisation.name, organisationKind: organisation.kind, since, until, powersUntil: powersUntil(organisation, { post, until, acting }), confirmedAccount: member.accountId }))
  await tx.update('organisations', organisation._id, Object.fromEntries(given.map(({ postId, post }) => [`holders.${postId}`, post])))
  for (const { postId, post, since, until, acting } of given) {
    await tx.add('posts', { _id: postId, organisationId: organisation._id, memberId: member._id, memberName: member.name, post, since, until, powersUntil: powersUntil(organisation, { post, until, acting }), acting, appointedBy: by, at, endedAt: null, endReason: null, endedBy: null })
  }
  await setPosts(tx, member, [...member.posts, ...held])
}

/** Ends posts of one member; that they run, and may end, has been judged in the same transaction. */
export async function endPosts(tx: Tx, organisation: Pick<Organisation, '_id'>, member: Member, posts: Pick<PostDocument, '_id'>[], reason: string, { by, at }: Act): Promise<void> {
  for (const post of posts) await tx.update('posts', post._id, { endedAt: at, endReason: reason, endedBy: by })
  await tx.update('organisations', organisation._id, Object.fromEntries(posts.map(post => [`holders.${post._id}`, _.remove()])))
  await setPosts(tx, member, member.posts.filter(held => !posts.some(post => post._id === held.postId)))
}
