/** Posts that people of a moved organisation hold in superiors that are no longer above them: whoever holds a post stands inside (`whyCannotAppoint`). */
import { posts as postLabels } from '../../../types/contracts/codes'
import { transaction } from '../../platform/database'
import type { Member, Move, PostDocument } from '../../platform/documents'
import { holdersOf, runningPosts } from '../../services/officers'
import { endPosts } from '../../services/posts'
import { eventOf } from '../../services/timeline'
import { readOrganisation } from '../../services/tree'

const REASON = '隶属关系调整'
const idsOf = (path: string): string[] => path.split('/').filter(Boolean)

/** A post that a move ends, with its holder and the organisation in which it is held. */
export interface PostAbove { post: PostDocument; member: Member; organisationName: string }

/**
 * The running posts of people under `path` in superiors that are above `from` and not above `to`. The topmost is above
 * both, so that no tree ever loses its last officer by a move. Three operations for each superior that is left, one for each organisation of a holder.
 */
export async function postsAbove(path: string, from: string, to: string): Promise<PostAbove[]> {
  const found: PostAbove[] = []
  for (const organisationId of idsOf(from).filter(id => !idsOf(to).includes(id))) {
    const posts = await runningPosts(organisationId)
    const holders = await holdersOf(posts)
    for (const post of posts) {
      const member = holders.get(post.memberId)
      if (!member || !(await readOrganisation(member.organisationId))?.path.startsWith(path)) continue
      found.push({ post, member, organisationName: member.posts.find(held => held.postId === post._id)?.organisationName ?? '' })
    }
  }
  return found
}

/** Ends them, each in the transaction that takes its power away, with its event. May be repeated. */
export async function endPostsAbove(move: Move, now: Date): Promise<void> {
  for (const { post, member: { organisationId }, organisationName } of await postsAbove(move.to, move.from, move.to)) {
    await transaction(async tx => {
      const [member, fresh] = [await tx.read('members', post.memberId), await tx.read('posts', post._id)]
      if (!member || !fresh || fresh.endedAt || member.organisationId !== organisationId) return
      await endPosts(tx, { _id: post.organisationId }, member, [post], REASON, { by: move.by, at: now })
      await tx.put('person_events', eventOf(
        { action: 'organisations.move', caller: { accountId: move.by, openid: '' }, access: { memberName: move.byName ?? '' } as never, requestId: move._id, now },
        { personId: member._id, organisationId, organisationName: member.organisationName, kind: 'post', text: `不再担任${organisationName}${postLabels[post.post]}（${REASON}）` },
      ))
    })
  }
}
