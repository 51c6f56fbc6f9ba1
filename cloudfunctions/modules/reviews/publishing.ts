/** What a review comes to is made known: to each the own grade, to the branch the turnout; and what a superior returns later. */
import type { reviews } from '../../../types/contracts/reviews'
import type { MemberContext, ModuleHandlers } from '../../platform/context'
import { _, transaction, type Tx } from '../../platform/database'
import type { GradeCorrection, InboxItem, Review } from '../../platform/documents'
import { guard, refuse } from '../../platform/errors'
import { idFrom } from '../../platform/ids'
import { dayOf, plusDays } from '../../platform/time'
import { decidedOnOf, deciderOf } from '../../services/balloting/graded'
import { ballotingLed } from '../../services/balloting/load'
import { itemRefOf } from '../../services/balloting/items'
import { othersWhoLead } from '../../services/balloting/leaders'
import { audienceOf, closeItem, inboxId, itemUp, markItem } from '../../services/inbox'
import { gradeNow, whyCannotCorrect, whyCannotPublish, whyNotDecidedOn } from './grading'
import { whyNotNow } from './rules'

/** So many who could do it instead are named. */
const NAMED = 3
/** Days for which what there is to see waits on home pages. */
const DAYS_SEEN = 60

const publishedRef = (review: Review): string => `${itemRefOf(review)}-published`
const correctedRef = (review: Review, memberId: string): string => `${itemRefOf(review)}-${memberId}`

/** An item that says there is something to see, and nothing of what it is. */
const news = (review: Review, audience: string, refId: string, hint: string, now: Date): InboxItem => itemUp({
  audience, kind: 'review', title: review.title, hint, refId, opens: review._id, due: null, startsAt: null, endsAt: null, until: plusDays(now, DAYS_SEEN), at: now,
})

/** Whoever has looked at a published review is told no more that there is something to see. Up to two operations, for as long as it waits. */
export async function noteSeen(review: Review, memberId: string, now: Date): Promise<void> {
  if (review.state !== 'published' || !review.publishedAt) return
  if (now < plusDays(review.publishedAt, DAYS_SEEN)) await markItem(memberId, inboxId('review', publishedRef(review)), 'seen')
  const corrected = review.grades[memberId]?.corrections?.at(-1)
  if (corrected && now < plusDays(corrected.at, DAYS_SEEN)) await closeItem('review', correctedRef(review, memberId))
}

/** The review as it stands at this moment, inside the transaction that judges and changes it. */
const fresh = async (tx: Tx, { _id }: Review): Promise<Review> => await tx.read('reviews', _id) ?? refuse('notFound')
const tapOf = (ctx: MemberContext): string => idFrom('correction', ctx.caller.accountId, ctx.requestId)

export const publishingHandlers: Pick<ModuleHandlers<typeof reviews>, 'reviews.publish' | 'reviews.correct'> = {
  'reviews.publish': async (ctx, input) => {
    const review = await ballotingLed(ctx, 'review', input.reviewId)
    const today = dayOf(ctx.now)
    return transaction(async tx => {
      const now = await fresh(tx, review)
      guard(whyCannotPublish(now))
      if (now.state === 'published') return { state: now.state }
      const decidedOn = input.decidedOn ?? today
      guard(whyNotDecidedOn(decidedOn, { closedOn: dayOf(now.closedAt ?? ctx.now), today }))
      await tx.put('inbox', news(now, audienceOf.branch(now.organisationId), publishedRef(now), '评议结果可以看了', ctx.now))
      // From here on nobody can say any more which account stood for which entitlement; the lists of numbers have done their work.
      await tx.update('reviews', now._id, { state: 'published', publishedAt: ctx.now, decidedOn, decidedBy: input.decidedBy ?? deciderOf(now), boxKey: _.set(null), lists: _.set(null), version: now.version + 1 })
      return { state: 'published' as const }
    })
  },

  'reviews.correct': async (ctx, input) => {
    const { memberId, grade, reason, on, document } = input
    const review = await ballotingLed(ctx, 'review', input.reviewId)
    guard(whyNotNow(review, 'correct'))
    // One's own grade only where nobody else could.
    const others = memberId === ctx.access.memberId ? await othersWhoLead(review.organisationId, [memberId], ctx.now) : []
    if (others.length > 0) refuse('reviewCorrectOwn', { names: others.slice(0, NAMED).map(({ name }) => name).join('、') })
    const tap = tapOf(ctx)
    await transaction(async tx => {
      const now = await fresh(tx, review)
      const given = now.grades[memberId]
      if (given?.corrections?.some(one => one.tap === tap)) return
      guard(whyCannotCorrect({ review: now, memberId, grade, on, decidedOn: decidedOnOf(now) ?? dayOf(ctx.now), today: dayOf(ctx.now) }))
      const { corrections = [] } = given!
      const correction: GradeCorrection = { from: gradeNow(given!), to: grade, reason, on, document, byName: ctx.access.memberName, at: ctx.now, tap }
      await tx.put('inbox', news(now, audienceOf.member(memberId), correctedRef(now, memberId), '您的评定等次有更正', ctx.now))
      // What was given first stays as it is.
      await tx.update('reviews', now._id, { [`grades.${memberId}.corrections`]: _.set([...corrections, correction]), version: now.version + 1 })
    })
    return {}
  },
}
