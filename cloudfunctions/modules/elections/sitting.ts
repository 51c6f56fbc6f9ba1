/** Who sits in a branch's committee while it holds a by-election. */
import type { Post } from '../../../types/contracts/codes'
import type { Election, PostDocument } from '../../platform/documents'
import { committeePosts } from '../../regulations/organisation-size'
import { runningPosts } from '../../services/officers'

/** A running post of the committee, and the end of its term. */
export interface Sitting { postId: string; memberId: string; name: string; post: Post; until: string | null; /** For the time being: of no term. */ acting?: boolean }

/** Posts as those of a committee; the others are left out. */
export const sittingOf = (posts: PostDocument[]): Sitting[] =>
  posts.filter(({ post }) => committeePosts.includes(post)).map(({ _id, memberId, memberName, post, until, acting }) => ({ postId: _id, memberId, name: memberName, post, until, acting: acting ?? false }))

/** Who sits where a by-election is held; nobody of any other, whose committee goes. One operation, none for the others. */
export const sittingIn = async ({ occasion, organisationId }: Pick<Election, 'occasion' | 'organisationId'>): Promise<Sitting[]> =>
  (occasion === 'byElection' ? sittingOf(await runningPosts(organisationId)) : [])
