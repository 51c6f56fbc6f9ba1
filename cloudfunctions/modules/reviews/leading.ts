import type { reviews } from '../../../types/contracts/reviews'
import type { ModuleHandlers } from '../../platform/context'
import { _, change, read, transaction } from '../../platform/database'
import type { Review } from '../../platform/documents'
import { guard, refuse } from '../../platform/errors'
import { iso, plusDays, timeInWords } from '../../platform/time'
import { whyBusy } from '../../regulations/organisation-rules'
import { closeBox, pauseBox, resumeBox } from '../../services/ballot-box/box'
import { audienceOf, closeItem, inboxId, itemUp } from '../../services/inbox'
import { boxIdOf } from '../../services/balloting/asked'
import { callCounters, dismissCounters } from '../../services/balloting/counters'
import { itemRefOf, summaryRefOf } from '../../services/balloting/items'
import { newBoxKey, newCodeSecret } from '../../services/balloting/entry'
import { ballotingLed, turnTo } from '../../services/balloting/load'
import { overdueRef } from '../../services/balloting/overdue'
import { isPaper, openGroup } from '../../services/balloting/opening'
import { shownFingerprint } from '../../services/balloting/shown'
import { hasCounts, takePaper, totalOf, whyPaperWaits } from '../../services/balloting/counted'
import { prolongBoxes, voidFormer, voidRound } from '../../services/balloting/voiding'
import { replaced } from '../../services/replaced'
import { attendanceOf, pilesOf, rosterOf } from './load'
import { asNow, isPrepared, votersOf } from './people'
import { whyCannotOpen, whyCannotProlong, whyNotNow } from './rules'

/** Days for which an open review waits on home pages. */
const DAYS_OPEN = 60

type Leading = 'reviews.open' | 'reviews.pause' | 'reviews.resume' | 'reviews.close' | 'reviews.redo' | 'reviews.prolong'

/** Takes a review off all home pages: of voters, of those who lead it, of those who count. */
const takeDown = (review: Review) => Promise.all([closeItem('review', itemRefOf(review)), closeItem('review', overdueRef(review._id)), dismissCounters(review)])

export const leadingHandlers: Pick<ModuleHandlers<typeof reviews>, Leading> = {
  'reviews.open': async (ctx, input) => {
    const review = await ballotingLed(ctx, 'review', input.reviewId)
    if (review.state === 'open') return { state: review.state }
    const [members, meeting] = await Promise.all([rosterOf(review.organisationId), review.meetingId ? read('activities', review.meetingId) : null])
    // Whoever has come, gone or become a full member since the draft was begun; an opening that was cut off goes on as it froze them.
    const frozen = isPrepared(review) ? asNow(review, members) : review
    guard(whyCannotOpen(frozen, meeting, ctx.now))
    const { people, leftOut, fullMembers, groups } = frozen
    // From here on a change begins another round: boxes that a cut-off opening has left are as the draft was then.
    if (!await change('reviews', { _id: review._id, state: 'draft', round: review.round, version: review.version }, { opening: true, people: _.set(people), leftOut: _.set(leftOut), groups: _.set(groups), fullMembers })) refuse('conflict')
    // What a round that was declared void has left takes no ballot any more, also where that was cut off.
    await voidFormer(frozen)
    for (const group of groups) await openGroup(frozen, group.key, votersOf(frozen))
    const opened = await transaction(async tx => {
      const [fresh, organisation] = [await tx.read('reviews', review._id), await tx.read('organisations', review.organisationId)]
      if (!fresh || !organisation || fresh.round !== review.round) refuse('conflict')
      if (fresh.state === 'open') return { state: fresh.state }
      if (fresh.state !== 'draft' || fresh.version !== review.version) refuse('conflict')
      if (organisation.dissolvedAt || organisation.changeId) guard(whyBusy(organisation))
      // Written as well as read, so that its dissolving and this opening are judged one after the other.
      await tx.update('organisations', organisation._id, { changes: _.inc(1) })
      await tx.put('inbox', itemUp({ audience: audienceOf.branch(review.organisationId), kind: 'review', title: review.title, hint: '不记名，每人一票', refId: itemRefOf(review), opens: review._id, due: review.closesAt, startsAt: null, endsAt: null, until: plusDays(review.closesAt ?? ctx.now, DAYS_OPEN), at: ctx.now }))
      await tx.update('reviews', review._id, { state: 'open', opening: false, openedAt: ctx.now, version: fresh.version + 1 })
      return { state: 'open' as const }
    })
    // What is written now stands: summaries are read beside the ballot.
    await Promise.all([callCounters({ ...frozen, state: 'open' }, ctx.now), closeItem('review', summaryRefOf(review))])
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
    await prolongBoxes(review, closesAt)
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
    const fingerprints: Record<string, string> = {}
    for (const group of review.groups) {
      const boxId = boxIdOf(review, group)
      await closeBox(boxId)
      const box = await takePaper(boxId, group.key)
      ballots[group.key] = totalOf(box, group.key).ballots
      if (!isPaper(group)) fingerprints[group.key] = shownFingerprint(box)
    }
    const attendance = await attendanceOf(review, await pilesOf(review))
    await takeDown(review)
    return { state: (await turnTo(review, ['open', 'paused'], { state: 'closed', closedAt: ctx.now, boxKey: _.set(null), ballots: _.set(ballots), fingerprints: _.set(fingerprints), attendance: _.set(attendance) })).state }
  },

  'reviews.redo': async (ctx, input) => {
    const review = await ballotingLed(ctx, 'review', input.reviewId)
    // Declared void already: whatever was cut off then is done now, whoever asks and for whatever reason.
    if (review.state === 'draft' && review.voidReason !== null) {
      await Promise.all([voidFormer(review), takeDown({ ...review, round: review.round - 1 })])
      return { state: review.state }
    }
    guard(whyNotNow(review, 'redo'))
    const { reason } = input
    // Who did it and why stays told. What the ballots had come to does not: the difference of two rounds would tell who voted how.
    const gone = { round: review.round, reason, byName: ctx.access.memberName, at: ctx.now, counted: review.state === 'closed' || await hasCounts(review), consent: null }
    const draft = { state: 'draft', opening: false, round: review.round + 1, voidReason: reason, ...replaced({ voided: [...review.voided ?? [], gone] }), openedAt: _.set(null), closedAt: _.set(null), ballots: _.remove(), fingerprints: _.remove(), attendance: _.remove(), summariesAskedAt: _.set(null), overdueTold: false, grades: _.set({}), codeSecret: newCodeSecret(), boxKey: newBoxKey(), version: _.inc(1) }
    const turned = await turnTo(review, [review.state], draft)
    // Closed or published at this very moment: what was told stands.
    if (turned.round === review.round) guard(whyNotNow(turned, 'redo') ?? { code: 'conflict' })
    await Promise.all([voidRound(review, review.round), takeDown(review)])
    return { state: turned.state }
  },
}
