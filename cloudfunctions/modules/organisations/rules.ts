import { organisationKinds, posts as postLabels, type OrganisationKind, type Post } from '../../../types/contracts/codes'
import type { Refusal } from '../../../types/contracts/errors'
import { mayStandBelow, postsOfKind, whyBusy } from '../../regulations/organisation-rules'
import { powersOfPost } from '../../regulations/powers'
import type { Member, Organisation, PostDocument } from '../../platform/documents'

/** Whether an organisation of this kind may be set up below that one. */
export function whyCannotStandBelow(parent: OrganisationKind, kind: OrganisationKind): Refusal | null {
  if (mayStandBelow[parent].includes(kind)) return null
  return { code: 'wrongKind', detail: { parent: organisationKinds[parent], kind: organisationKinds[kind] } }
}

type Placed = Pick<Organisation, '_id' | 'name' | 'kind' | 'parentId' | 'path'>
type Marks = Pick<Organisation, 'moveId' | 'changeId' | 'dissolvedAt'>

/** Whether an organisation may ever be carried to another superior: by an officer above it, never the topmost, never a group. */
export function whyCannotBeMoved(organisation: Pick<Organisation, 'name' | 'kind' | 'parentId' | 'moveId' | 'changeId' | 'dissolvedAt'>, fromAbove: boolean): Refusal | null {
  if (organisation.parentId === null) return { code: 'topStays' }
  if (organisation.kind === 'group') return { code: 'groupStays' }
  if (!fromAbove) return { code: 'moveFromAbove' }
  return whyBusy(organisation)
}

/** Whether an organisation may be carried below that one: what kinds may stand below one another, never a circle. `fromAbove`: the caller's power comes from above the organisation. */
export function whyCannotMove(facts: { organisation: Placed & Partial<Marks>; target: Placed & Partial<Marks>; fromAbove: boolean }): Refusal | null {
  const { organisation, target, fromAbove } = facts
  const never = whyCannotBeMoved(organisation, fromAbove)
  if (never) return never
  if (target.path.startsWith(organisation.path)) return { code: 'moveIntoOwn' }
  if (target._id === organisation.parentId) return { code: 'alreadyBelow', detail: { parent: target.name } }
  return whyBusy(target) ?? whyCannotStandBelow(target.kind, organisation.kind)
}

/** Whether a member may be given a post: in the organisation, not held already, one secretary at a time, and never by oneself. */
export function whyCannotAppoint(facts: { organisation: Pick<Organisation, '_id' | 'kind'>; member: Member; memberPath: string; post: Post; holderName: string | null; byMemberId: string }): Refusal | null {
  const { organisation, member, memberPath, post, holderName, byMemberId } = facts
  if (member.archived) return { code: 'memberArchived', detail: { name: member.name } }
  if (!postsOfKind[organisation.kind].includes(post)) return { code: 'postNeedsGroup', detail: { post: postLabels[post], kind: whereHeld(post) } }
  const inside = organisation.kind === 'group' ? member.groupId === organisation._id : memberPath.includes(`/${organisation._id}/`)
  if (!inside) return { code: 'notInOrganisation', detail: { name: member.name } }
  if (member._id === byMemberId) return { code: 'ownPost' }
  if (member.posts.some(held => held.organisationId === organisation._id && held.post === post)) return { code: 'postExists', detail: { name: member.name, post: postLabels[post] } }
  if (holderName) return { code: 'postOccupied', detail: { name: holderName, post: postLabels[post] } }
  return null
}

/** Whether a term ends before it begins. */
export const whyWrongTerm = (until: string | undefined, today: string): Refusal | null =>
  (until !== undefined && until < today ? { code: 'datesWrong', detail: { what: '任期截止日期已经过去，请改晚一些' } } : null)

const whereHeld = (post: Post): string =>
  (Object.keys(postsOfKind) as OrganisationKind[]).filter(kind => postsOfKind[kind].includes(post)).map(kind => organisationKinds[kind]).join('、')

/** Whether an officer may vouch for a post's holder: somebody else's, who has joined and waits for it. */
export function whyCannotConfirm(facts: { post: Pick<PostDocument, 'memberId' | 'memberName' | 'endedAt'>; accountId: string | null; confirmedAccount: string | null; byMemberId: string }): Refusal | null {
  if (facts.post.endedAt) return { code: 'notFound' }
  if (facts.post.memberId === facts.byMemberId) return { code: 'ownPost' }
  if (!facts.accountId) return { code: 'notYetBound', detail: { name: facts.post.memberName } }
  return null
}

/**
 * Whether a post may be ended: an organisation that nobody above looks after keeps its last officer who can appoint.
 * `others` are the other posts of the organisation that are in force; `fromAbove` says that the caller's power comes from above it.
 */
export function whyCannotEnd(facts: { post: Pick<PostDocument, 'post' | 'endedAt'>; others: Post[]; fromAbove: boolean }): Refusal | null {
  if (facts.post.endedAt) return { code: 'notFound' }
  if (!powersOfPost[facts.post.post].includes('appoint') || facts.fromAbove) return null
  return facts.others.some(other => powersOfPost[other].includes('appoint')) ? null : { code: 'lastOfficer' }
}
