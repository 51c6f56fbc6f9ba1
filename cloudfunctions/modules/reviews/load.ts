import { hasPowerIn } from '../../platform/access'
import type { MemberContext } from '../../platform/context'
import { change, read } from '../../platform/database'
import type { Review, ReviewGroup } from '../../platform/documents'
import { refuse } from '../../platform/errors'
import { NOWHERE } from '../../services/scope'
import { boxIdOf, MEMBERS } from './rules'

/** A review that the caller leads; `notFound` for every other. One operation. */
export async function reviewLed(ctx: MemberContext, reviewId: string): Promise<Review> {
  const review = await read('reviews', reviewId)
  if (!review || !hasPowerIn(ctx.access, 'runBranch', review.organisationId, ctx.now)) refuse('notFound')
  return review
}

/**
 * A review of the caller's own branch, one that the caller leads, or one in which the caller has a ballot: that was frozen
 * at the opening, and whoever has left the branch since keeps it. One operation, two for any other.
 */
export async function reviewSeen(ctx: MemberContext, reviewId: string): Promise<Review> {
  const review = await read('reviews', reviewId)
  if (review && (review.organisationId === ctx.access.organisationId || hasPowerIn(ctx.access, 'runBranch', review.organisationId, ctx.now))) return review
  const entitlement = await read('ballot_entitlements', `${review ? boxIdOf(review, { key: MEMBERS }) : NOWHERE}_${ctx.access.memberId}`)
  return review && entitlement ? review : refuse('notFound')
}

export function groupOf(review: Review, key: string): ReviewGroup & { boxId: string } {
  const group = review.groups.find(one => one.key === key) ?? refuse('reviewNoGroup')
  return { ...group, boxId: boxIdOf(review, group) }
}

/** Turns a review's state where it stands in one of these; as it stands now. One operation, two where somebody was quicker. */
export async function turnTo(review: Review, states: Review['state'][], update: Record<string, unknown>): Promise<Review> {
  for (const state of states) {
    const turned = await change('reviews', { _id: review._id, state, round: review.round }, update)
    if (turned) return turned
  }
  return await read('reviews', review._id) ?? refuse('notFound')
}
