/** Ballots of those who are carried to another branch while a review of the old one is open: they keep the ballot, and their home has to say so. */
import { _, find } from '../../platform/database'
import type { Review } from '../../platform/documents'
import { plusDays } from '../../platform/time'
import { turnoutId } from '../ballot-box/cast'
import { audienceOf, closeItem, putItem } from '../inbox'
import { boxIdOf, MEMBERS } from './asked'

/** Reviews of one branch that are open at once, and days for which one that has no end waits. */
const OPEN_AT_ONCE = 20
const DAYS_UP = 60

/** The item of one person, beside that of the branch. */
const ownRef = (reviewId: string, memberId: string): string => `${reviewId}-${memberId}`

/**
 * Puts what the old branch still asks of them on the home pages of those who have left it. For after the carrying, as
 * the counts are; safe to repeat. One operation where no review is open, else three more for each, and one a person.
 */
export async function keepBallots(organisationId: string, memberIds: string[], now: Date): Promise<void> {
  const open = await find('reviews', { organisationId, state: _.in(['open', 'paused']) }, { orderBy: [['key', 'desc']], limit: OPEN_AT_ONCE })
  for (const review of open) {
    const boxId = boxIdOf(review, { key: MEMBERS })
    const ids = memberIds.map(memberId => turnoutId(boxId, memberId))
    const [entitled, turnouts] = await Promise.all([find('ballot_entitlements', { _id: _.in(ids) }, { limit: 1000 }), find('turnouts', { _id: _.in(ids) }, { limit: 1000, fields: ['_id'] })])
    const done = new Set(turnouts.map(({ _id }) => _id))
    const waiting = new Set(entitled.filter(({ _id, struck }) => struck === null && !done.has(_id)).map(({ _id }) => _id))
    await Promise.all(memberIds.filter(memberId => waiting.has(turnoutId(boxId, memberId))).map(memberId => putItem({
      audience: audienceOf.member(memberId), kind: 'review', title: review.title, hint: `${review.organisationName}的不记名票，您还可以投`, refId: ownRef(review._id, memberId), opens: review._id,
      due: review.closesAt, startsAt: null, endsAt: null, until: plusDays(review.closesAt ?? now, DAYS_UP), at: now,
    })))
  }
}

/** Takes a person's own item off, once the ballot is in or the review takes none any more. One operation, none for who is still in the branch. */
export async function dropKeptBallot(review: Pick<Review, '_id' | 'organisationId'>, member: { memberId: string; organisationId: string }): Promise<void> {
  if (member.organisationId !== review.organisationId) await closeItem('review', ownRef(review._id, member.memberId))
}
