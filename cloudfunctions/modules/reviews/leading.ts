import type { reviews } from '../../../types/contracts/reviews'
import type { ModuleHandlers } from '../../platform/context'
import { _, change, find, read, transaction } from '../../platform/database'
import type { Review } from '../../platform/documents'
import { guard, refuse } from '../../platform/errors'
import { iso, plusDays, timeInWords } from '../../platform/time'
import { whyBusy } from '../../regulations/organisation-rules'
import { closeBox, pauseBox, resumeBox } from '../../services/ballot-box/box'
import { audienceOf, closeItem, inboxId, itemUp } from '../../services/inbox'
import { askedOf, boxIdOf } from '../../services/balloting/asked'
import { callCounters, dismissCounters } from '../../services/balloting/counters'
import { itemRefOf } from '../../services/balloting/items'
import { newBoxKey, newCodeSecret } from '../../services/balloting/entry'
import { ballotingLed, turnTo } from '../../services/balloting/load'
import { overdueRef } from '../../services/balloting/overdue'
import { openGroup } from '../../services/balloting/opening'
import { takePaper, totalOf, whyPaperWaits } from '../../services/balloting/counted'
import { voidRound } from '../../services/balloting/voiding'
import { peopleOf, whyCannotOpen, whyCannotProlong, whyCannotPublish, whyNotNow } from './rules'

/** Days for which an open review waits on home pages. */
const DAYS_OPEN = 60

type Leading = 'reviews.open' | 'reviews.pause' | 'reviews.resume' | 'reviews.close' | 'reviews.redo' | 'reviews.prolong' | 'reviews.publish'

/** Takes a review off all home pages: of voters, of those who lead it, of those who count. */
const takeDown = (review: Review) => Promise.all([closeItem('review', itemRefOf(review)), closeItem('review', overdueRef(review._id)), dismissCounters(review)])

export const leadingHandlers: Pick<ModuleHandlers<typeof reviews>, Leading> = {
  'reviews.open': async (ctx, input) => {
    const review = await ballotingLed(ctx, 'review', input.reviewId)
    guard(whyCannotOpen(review, ctx.now))
    if (review.state === 'open') return { state: review.state }
    const members = await find('members', { organisationId: review.organisationId, archived: false }, { orderBy: [['sortKey', 'asc']], limit: 1000, fields: ['_id', 'name', 'standing'] })
    // Whoever has come, gone or become a full member since the draft was begun; an opening that was cut off goes on as it froze them.
    const frozen = review.opening ? review : { ...review, people: peopleOf(members, review.leftOut) }
    guard(whyCannotOpen(frozen, ctx.now))
    if (frozen.groups.some(group => askedOf(frozen, group).questions.length === 0)) refuse('reviewNotRated')
    // From here on a change begins another round: boxes that a cut-off opening has left are as the draft was then.
    if (!await change('reviews', { _id: review._id, state: 'draft', round: review.round, version: review.version }, { opening: true, people: _.set(frozen.people) })) refuse('conflict')
    for (const group of frozen.groups) await openGroup(frozen, group.key, members.map(({ _id }) => _id))
    const fullMembers = members.filter(({ standing }) => standing === 'full').length
    const groups = review.groups.map(group => (group.entry === 'roster' ? { ...group, entitled: members.length } : group))
    const opened = await transaction(async tx => {
      const [fresh, organisation] = [await tx.read('reviews', review._id), await tx.read('organisations', review.organisationId)]
      if (!fresh || !organisation || fresh.round !== review.round) refuse('conflict')
      if (fresh.state === 'open') return { state: fresh.state }
      if (fresh.state !== 'draft' || fresh.version !== review.version) refuse('conflict')
      if (organisation.dissolvedAt || organisation.changeId) guard(whyBusy(organisation))
      // Written as well as read, so that its dissolving and this opening are judged one after the other.
      await tx.update('organisations', organisation._id, { changes: _.inc(1) })
      await tx.put('inbox', itemUp({ audience: audienceOf.branch(review.organisationId), kind: 'review', title: review.title, hint: '不记名，每人一票', refId: itemRefOf(review), opens: review._id, due: review.closesAt, startsAt: null, endsAt: null, until: plusDays(review.closesAt ?? ctx.now, DAYS_OPEN), at: ctx.now }))
      await tx.update('reviews', review._id, { state: 'open', opening: false, openedAt: ctx.now, fullMembers, groups: _.set(groups), version: fresh.version + 1 })
      return { state: 'open' as const }
    })
    await callCounters({ ...review, state: 'open' }, ctx.now)
    return opened
  },

  'reviews.pause': async (ctx, input) => {
    const review = await ballotingLed(ctx, 'review', input.reviewId)
    if (review.state === 'paused') return { state: review.state }
    guard(whyNotNow(review, 'pause'))
    for (const group of review.groups) await pauseBox(boxIdOf(review, group))
    return { state: (await turnTo(review, ['open'], { state: 'paused' })).state }
  },

  'reviews.resume': async (ctx, input) => {
    const review = await ballotingLed(ctx, 'review', input.reviewId)
    if (review.state === 'open') return { state: review.state }
    guard(whyNotNow(review, 'resume'))
    for (const group of review.groups) await resumeBox(boxIdOf(review, group))
    return { state: (await turnTo(review, ['paused'], { state: 'open' })).state }
  },

  'reviews.prolong': async (ctx, input) => {
    const review = await ballotingLed(ctx, 'review', input.reviewId)
    const closesAt = new Date(input.closesAt)
    guard(whyCannotProlong(review, closesAt, ctx.now))
    // Longer only: of two officers at once the later time stands, and a repeat changes nothing.
    const prolonged = await change('reviews', { _id: review._id, state: _.in(['open', 'paused']), round: review.round, closesAt: _.or(_.eq(null), _.lte(closesAt)) }, { closesAt, overdueTold: false })
    if (!prolonged) {
      const fresh = await read('reviews', review._id) ?? refuse('notFound')
      guard(whyNotNow(fresh, 'prolong'))
      refuse('reviewClosesEarlier', { at: timeInWords(fresh.closesAt ?? closesAt) })
    }
    await closeItem('review', overdueRef(review._id))
    await change('inbox', { _id: inboxId('review', itemRefOf(review)) }, { due: closesAt, until: plusDays(closesAt, DAYS_OPEN) })
    return { closesAt: iso(closesAt) }
  },

  'reviews.close': async (ctx, input) => {
    const review = await ballotingLed(ctx, 'review', input.reviewId)
    guard(whyNotNow(review, 'close'))
    if (review.state === 'closed') return { state: review.state }
    // Before any box is closed: while a pile waits for its count, ballots still come in.
    guard(await whyPaperWaits(review))
    const ballots: Record<string, number> = {}
    for (const group of review.groups) {
      const boxId = boxIdOf(review, group)
      await closeBox(boxId)
      ballots[group.key] = totalOf(await takePaper(boxId, group.key), group.key).ballots
    }
    await takeDown(review)
    return { state: (await turnTo(review, ['open', 'paused'], { state: 'closed', closedAt: ctx.now, ballots: _.set(ballots) })).state }
  },

  'reviews.redo': async (ctx, input) => {
    const review = await ballotingLed(ctx, 'review', input.reviewId)
    const before = { ...review, round: review.round - 1 }
    if (review.state === 'draft' && review.voidReason === input.reason) {
      await Promise.all([voidRound(review, before.round), takeDown(before)])
      return { state: review.state }
    }
    guard(whyNotNow(review, 'redo'))
    const draft = { state: 'draft', opening: false, round: review.round + 1, voidReason: input.reason, openedAt: _.set(null), closedAt: _.set(null), ballots: _.remove(), overdueTold: false, grades: _.set({}), codeSecret: newCodeSecret(), boxKey: newBoxKey(), version: _.inc(1) }
    const turned = await turnTo(review, ['open', 'paused', 'closed'], draft)
    // Published at this very moment: the ballots stay with the result.
    if (turned.round === review.round) guard(whyNotNow(turned, 'redo'))
    await Promise.all([voidRound(review, review.round), takeDown(review)])
    return { state: turned.state }
  },

  'reviews.publish': async (ctx, input) => {
    const review = await ballotingLed(ctx, 'review', input.reviewId)
    guard(whyCannotPublish(review))
    // From here on nobody can say any more which account stood for which entitlement.
    return { state: (await turnTo(review, ['closed'], { state: 'published', publishedAt: ctx.now, boxKey: _.set(null), version: _.inc(1) })).state }
  },
}
