import type { reviews } from '../../../types/contracts/reviews'
import { hasPowerIn } from '../../platform/access'
import type { ModuleHandlers } from '../../platform/context'
import { _, addOnce, change, find, read } from '../../platform/database'
import type { PaperTally, Review } from '../../platform/documents'
import { guard, refuse } from '../../platform/errors'
import { idFrom } from '../../platform/ids'
import { seal } from '../../platform/secrets'
import { timeKey } from '../../platform/time'
import { turnoutId } from '../../services/ballot-box/cast'
import { inboxId, markItem } from '../../services/inbox'
import { PAGE, pageFrom } from '../../services/paging'
import { replaced } from '../../services/replaced'
import { boxIdOf, MEMBERS } from '../../services/balloting/asked'
import { whyNoBallots } from '../../services/balloting/branch-only'
import { dropKeptBallot } from '../../services/balloting/carried'
import { newBoxKey, newCodeSecret } from '../../services/balloting/entry'
import { itemRefOf } from '../../services/balloting/items'
import { ballotingLed, ballotingSeen, turnTo } from '../../services/balloting/load'
import { whyNoOwn } from '../../services/balloting/own'
import { isAtMeeting } from '../../services/balloting/meeting'
import { blankBalloting, takenOf } from '../../services/balloting/opening'
import { copiedFrom, PURPOSE } from './beginning'
import { groupsFrom, namesOf } from './groups'
import { leadingHandlers } from './leading'
import { pilesOf, rosterOf, turnoutNow } from './load'
import { asNow, electorsOf, isPrepared, votersOf } from './people'
import { noteSeen, publishingHandlers } from './publishing'
import { resultHandlers } from './result-handlers'
import { whyNotMeeting, whyNotNow } from './rules'
import { noteAsked, summaryHandlers, summaryOf, writtenOf } from './summaries'
import { lineOf, reviewOf } from './views'

export const handlers: ModuleHandlers<typeof reviews> = {
  ...leadingHandlers,
  ...resultHandlers,
  ...publishingHandlers,
  ...summaryHandlers,

  'reviews.list': async (ctx, input) => {
    const organisationId = input.organisationId ?? ctx.access.organisationId
    if (organisationId !== ctx.access.organisationId && !hasPowerIn(ctx.access, 'runBranch', organisationId, ctx.now)) refuse('notFound')
    const limit = input.limit ?? PAGE
    const found = await find('reviews', { organisationId, state: _.neq('void'), ...(input.cursor && { key: _.lt(input.cursor) }) }, { orderBy: [['key', 'desc']], limit: limit + 1 })
    return pageFrom(found, limit, review => review.key, lineOf)
  },

  'reviews.get': async (ctx, input) => {
    const kept = await ballotingSeen(ctx, 'review', input.reviewId)
    const review = isPrepared(kept) ? asNow(kept, await rosterOf(kept.organisationId)) : kept
    const runs = hasPowerIn(ctx.access, 'runBranch', review.organisationId, ctx.now)
    const { memberId } = ctx.access
    const boxId = boxIdOf(review, { key: MEMBERS })
    const [written, summary, entitlement, turnout, taken, piles, meeting, present] = await Promise.all([
      writtenOf(review), summaryOf(review, memberId), read('ballot_entitlements', `${boxId}_${memberId}`), read('turnouts', turnoutId(boxId, memberId)), runs ? takenIn(review) : new Map<string, number>(),
      runs && review.state !== 'draft' ? pilesOf(review) : new Map<string, PaperTally>(), review.meetingId ? read('activities', review.meetingId) : null, isAtMeeting(review, memberId),
    ])
    const noOwn = whyNoOwn(review, entitlement, ctx.caller.accountId)
    const mine = { memberId, boundAt: ctx.access.boundAt, keeps: hasPowerIn(ctx.access, 'keepRoster', review.organisationId, ctx.now), noOwn, entitled: noOwn === null, taken: turnout?.group === MEMBERS, present, summary }
    const running = review.state === 'open' || review.state === 'paused'
    // Whoever has voted, or has no ballot, is no longer asked to; the vote itself leaves no note.
    if ((mine.taken || !mine.entitled) && review.state === 'open') await markItem(memberId, inboxId('review', itemRefOf(review)), 'taken')
    if (review.state === 'draft' && review.summariesAskedAt && !votersOf(review).includes(memberId)) await noteAsked(review, memberId, true)
    await noteSeen(review, memberId, ctx.now)
    if (turnout || !running) await dropKeptBallot(review, ctx.access)
    return reviewOf(review, runs, mine, { written, taken, counted: new Set(piles.keys()), turnout: runs && running ? await turnoutNow(review, taken, piles) : null, meeting, now: ctx.now })
  },

  'reviews.create': async (ctx, input) => {
    const organisationId = input.organisationId ?? ctx.access.organisationId
    if (!hasPowerIn(ctx.access, 'runBranch', organisationId, ctx.now)) refuse('notFound')
    const organisation = await read('organisations', organisationId)
    if (!organisation) refuse('notFound')
    guard(whyNoBallots(organisation))
    const _id = idFrom('review', organisationId, String(input.year))
    const [members, [last]] = await Promise.all([rosterOf(organisationId), input.copy ? lastCounted(organisationId) : []])
    const { others = [], ...settings } = last ? copiedFrom(last) : {}
    const own = { key: MEMBERS, name: '党员互评', entry: 'roster', entitled: 0, rates: null } as const
    const review = asNow({
      ...blankBalloting, _id, ballotKind: 'review', key: timeKey(ctx.now, _id), organisationId, organisationName: organisation.name, year: input.year, title: input.title, scale: 'grades', meetingId: null, scored: false, excellentBase: 'fullMembers', leftOut: [],
      purpose: PURPOSE, ...settings, ...(input.scale && { scale: input.scale }),
      people: [], groups: [own, ...others],
      codeSecret: newCodeSecret(), boxKey: newBoxKey(), fullMembers: 0, at: ctx.now, askedBy: ctx.access.memberName,
      grades: {},
    }, members)
    if (electorsOf(review).length === 0) refuse('reviewNoPeople')
    if (!await addOnce('reviews', review)) {
      const there = await read('reviews', _id)
      // Of a draft that was put away only the year is left: another takes its place, with boxes of its own.
      const { _id: _same, ...again } = review
      if (there?.state === 'void' && await change('reviews', { _id, state: 'void', round: there.round }, { ...replaced(again), round: there.round + 1, version: there.version + 1 })) return { reviewId: _id }
      if (there && there.title !== input.title) refuse('reviewExists', { year: input.year, title: there.title })
    }
    return { reviewId: _id }
  },

  'reviews.change': async (ctx, input) => {
    const review = await ballotingLed(ctx, 'review', input.reviewId)
    const tap = idFrom('review', ctx.caller.accountId, ctx.requestId)
    if (review.lastTap === tap) return { version: review.version, dropped: [] }
    guard(whyNotNow(review, 'change'))
    const { title, purpose, scale, closesAt, meetingId, scored, weights, excellentBase } = input
    if (meetingId) guard(whyNotMeeting(review, await read('activities', meetingId)))
    const now = asNow({ ...review, leftOut: input.leftOut ?? review.leftOut }, await rosterOf(review.organisationId))
    const gone = (input.leftOut ?? []).filter(id => !now.leftOut.includes(id))
    const set = input.groups && groupsFrom(now, input.groups)
    const dropped = [...(gone.length > 0 ? [`${namesOf([...now.people, ...review.people], gone)}现在不在可以评定的名单里，已从“这次不评定”里去掉`] : []), ...set?.dropped ?? []]
    const changed = await change('reviews', { _id: review._id, version: input.version, state: 'draft', round: review.round, opening: review.opening ? true : _.neq(true) }, {
      ...(review.opening && { opening: false, round: review.round + 1 }),
      ...(title && { title }), ...(purpose && { purpose }), ...(scale && { scale }), ...(closesAt !== undefined && { closesAt: closesAt === null ? _.set(null) : new Date(closesAt) }),
      ...(meetingId !== undefined && { meetingId }), ...(scored !== undefined && { scored }), ...(excellentBase && { excellentBase }), ...(weights && { weights: _.set(weights) }),
      leftOut: _.set(now.leftOut), people: _.set(now.people), ...(set && { groups: _.set(set.groups), groupsMade: set.groupsMade, lists: seal(JSON.stringify(set.lists)) }),
      version: input.version + 1, lastTap: tap,
    })
    if (!changed) refuse('conflict')
    return { version: input.version + 1, dropped }
  },

  'reviews.setMeeting': async (ctx, { reviewId, meetingId }) => {
    const review = await ballotingLed(ctx, 'review', reviewId)
    guard(whyNotNow(review, 'setMeeting'))
    if (meetingId) guard(whyNotMeeting(review, await read('activities', meetingId)))
    const turned = await turnTo(review, ['open', 'paused'], { meetingId, version: _.inc(1) })
    guard(whyNotNow(turned, 'setMeeting'))
    return {}
  },
}

/** The last review of a branch that was counted: what another begins with. One operation. */
const lastCounted = (organisationId: string): Promise<Review[]> => find('reviews', { organisationId, state: _.in(['closed', 'published']) }, { orderBy: [['key', 'desc']], limit: 1 })

/** How many ballots of each group are in: on phones while they come in, with the paper once all is counted. */
const takenIn = async (review: Review): Promise<Map<string, number>> => (review.ballots ? new Map(Object.entries(review.ballots)) : takenOf(review))
