/** Who can appoint in an organisation at this moment: the officers who may vouch for others, and of whom one must stay. */
import type { Member, PostDocument } from '../platform/documents'
import { inTerm, lastDayOf, standsInside } from '../platform/access'
import { _, find, read } from '../platform/database'
import { refuse } from '../platform/errors'
import { dayOf } from '../platform/time'
import { powersOfPost } from '../regulations/powers'

export { inTerm }

/** Whether a post's powers are in force: begun and not run out, held by somebody who has joined and for whose account another officer has vouched. */
export const inForce = (post: PostDocument, member: Pick<Member, 'accountId' | 'groupId' | 'posts'> | undefined, today: string): boolean =>
  post.endedAt === null && inTerm(post, today) && member !== undefined && member.accountId !== null
  && member.posts.some(held => held.postId === post._id && held.confirmedAccount === member.accountId && standsInside(held, member))

/** Running posts of an organisation, at most a few dozen by nature. One operation. */
export const runningPosts = (organisationId: string): Promise<PostDocument[]> => find('posts', { organisationId, endedAt: null }, { limit: 200 })

/** The holders of some posts. One operation, none where there is no post. */
export async function holdersOf(posts: PostDocument[]): Promise<Map<string, Member>> {
  const ids = [...new Set(posts.map(post => post.memberId))]
  return new Map(ids.length === 0 ? [] : (await find('members', { _id: _.in(ids) }, { limit: ids.length })).map(member => [member._id, member]))
}

/** The posts of an organisation that give the power to appoint and are in force. Two operations. */
export async function appointersIn(organisationId: string, now: Date): Promise<PostDocument[]> {
  const posts = (await runningPosts(organisationId)).filter(post => powersOfPost[post.post].includes('appoint'))
  const holders = await holdersOf(posts)
  return posts.filter(post => inForce(post, holders.get(post.memberId), dayOf(now)))
}

/** Those whose powers do not run out by themselves: of an organisation that nobody is above, one of them has to stay. */
export const lasting = (posts: PostDocument[]): PostDocument[] => posts.filter(post => lastDayOf(post) === null)

/**
 * The organisation whose officers can vouch for a post's holder: its own where somebody else there can appoint, else the
 * next one above where somebody can; the topmost where nobody can. Three operations for each organisation looked at.
 */
export async function whoVouches(organisationId: string, memberId: string, now: Date): Promise<string> {
  for (let asked = organisationId; ;) {
    if ((await appointersIn(asked, now)).some(post => post.memberId !== memberId)) return asked
    const above = (await read('organisations', asked))?.parentId
    if (!above) return asked
    asked = above
  }
}

/**
 * Refuses with `lastOfficer` where a member's account is about to be freed and nobody could ever vouch again: nobody else
 * can appoint in an organisation that has none above it. Nothing is asked for whoever can appoint nowhere.
 */
export async function keepLastOfficer(member: Pick<Member, '_id' | 'accountId' | 'posts'>, now: Date): Promise<void> {
  for (const held of member.posts) {
    if (member.accountId === null || !powersOfPost[held.post].includes('appoint') || held.confirmedAccount !== member.accountId || !inTerm(held, dayOf(now))) continue
    const top = await whoVouches(held.organisationId, member._id, now)
    const others = (await appointersIn(top, now)).filter(post => post.memberId !== member._id)
    if (others.length === 0 || (lasting(others).length === 0 && (await read('organisations', top))?.parentId === null)) refuse('lastOfficer')
  }
}
