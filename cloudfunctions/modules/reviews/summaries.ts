/** What each writes of the own year: asked for while a review is prepared, fixed at its opening, read by those who take part. */
import type { reviews } from '../../../types/contracts/reviews'
import { hasPowerIn } from '../../platform/access'
import type { MemberContext, ModuleHandlers } from '../../platform/context'
import { _, change, findAll, put, read } from '../../platform/database'
import type { Review } from '../../platform/documents'
import { guard, refuse } from '../../platform/errors'
import { plusDays } from '../../platform/time'
import { boxIdOf, MEMBERS } from '../../services/balloting/asked'
import { summaryRefOf } from '../../services/balloting/items'
import { ballotingLed, ballotingSeen } from '../../services/balloting/load'
import { audienceOf, closeItem, inboxId, markItem, putItem } from '../../services/inbox'
import { partIn } from './people'
import { whyNotNow } from './rules'

/** Days for which it waits on home pages; the opening takes it down before. */
const DAYS_UP = 60

const summaryId = (review: Pick<Review, '_id'>, memberId: string): string => `${review._id}_${memberId}`

/** Who has written one. One operation. */
export const writtenOf = async (review: Pick<Review, '_id'>): Promise<Set<string>> =>
  new Set((await findAll('review_summaries', { reviewId: review._id, text: _.neq('') }, ['_id', 'memberId'])).map(({ memberId }) => memberId))

/** What somebody has written; empty where nothing. One operation. */
export const summaryOf = async (review: Pick<Review, '_id'>, memberId: string): Promise<string> => (await read('review_summaries', summaryId(review, memberId)))?.text ?? ''

/** Takes a member off those who are asked: has written, or is not asked at all. One operation. */
export const noteAsked = (review: Review, memberId: string, done: boolean): Promise<void> => markItem(memberId, inboxId('review', summaryRefOf(review)), done ? 'taken' : null)

type Summaries = 'reviews.askSummaries' | 'reviews.summary' | 'reviews.writeSummary'

export const summaryHandlers: Pick<ModuleHandlers<typeof reviews>, Summaries> = {
  'reviews.askSummaries': async (ctx, input) => {
    const review = await ballotingLed(ctx, 'review', input.reviewId)
    guard(whyNotNow(review, 'askSummaries'))
    await putItem({ audience: audienceOf.branch(review.organisationId), kind: 'review', title: '写好个人总结', hint: review.title, refId: summaryRefOf(review), opens: review._id, due: null, startsAt: null, endsAt: null, until: plusDays(ctx.now, DAYS_UP), at: ctx.now })
    // Opened at this very moment: nobody is asked for what cannot be written any more.
    if (!await change('reviews', { _id: review._id, state: 'draft', round: review.round }, { summariesAskedAt: ctx.now })) await closeItem('review', summaryRefOf(review))
    return {}
  },

  'reviews.summary': async (ctx, input) => {
    const review = await ballotingSeen(ctx, 'review', input.reviewId)
    const member = review.people.find(({ memberId }) => memberId === input.memberId) ?? (await read('members', input.memberId))
    if (!member || ('organisationId' in member && member.organisationId !== review.organisationId)) refuse('notFound')
    if (!await mayRead(ctx, review, input.memberId)) refuse('forbidden')
    const text = await summaryOf(review, input.memberId)
    if (text === '') refuse('reviewNoSummary', { name: member.name })
    return { name: member.name, text }
  },

  'reviews.writeSummary': async (ctx, input) => {
    const review = await ballotingSeen(ctx, 'review', input.reviewId)
    guard(whyNotNow(review, 'writeSummary'))
    const { memberId } = ctx.access
    const member = await read('members', memberId)
    if (!member || member.organisationId !== review.organisationId || !partIn(member).voter) refuse('forbidden')
    await put('review_summaries', { _id: summaryId(review, memberId), reviewId: review._id, memberId, text: input.text, at: ctx.now })
    if (review.summariesAskedAt) await noteAsked(review, memberId, input.text !== '')
    return {}
  },
}

/** The own one, every one for who leads, and for whoever has a ballot while ballots come in. */
async function mayRead(ctx: MemberContext, review: Review, memberId: string): Promise<boolean> {
  if (memberId === ctx.access.memberId || hasPowerIn(ctx.access, 'runBranch', review.organisationId, ctx.now)) return true
  if (whyNotNow(review, 'readSummaries')) return false
  const entitlement = await read('ballot_entitlements', `${boxIdOf(review, { key: MEMBERS })}_${ctx.access.memberId}`)
  return entitlement !== null && entitlement.struck === null
}
