import type { VoterEntry } from '../../../types/contracts/codes'
import type { reviews } from '../../../types/contracts/reviews'
import { hasPowerIn } from '../../platform/access'
import type { ModuleHandlers } from '../../platform/context'
import { _, addOnce, change, find, findAll, put, read } from '../../platform/database'
import type { BallotGroup, Review } from '../../platform/documents'
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
import { groupsCounted } from '../../services/balloting/counted'
import { itemRefOf } from '../../services/balloting/items'
import { groupLetter, listsOf, newBoxKey, newCodeSecret } from '../../services/balloting/entry'
import { readList } from '../../services/balloting/list'
import { isAtMeeting } from '../../services/balloting/meeting'
import { ballotingLed, ballotingSeen } from '../../services/balloting/load'
import { blankBalloting, takenOf } from '../../services/balloting/opening'
import { leadingHandlers } from './leading'
import { resultHandlers } from './result-handlers'
import { peopleOf, whyNotMeeting, whyNotNow, withLeftOut } from './rules'
import { lineOf, reviewOf } from './views'

export const handlers: ModuleHandlers<typeof reviews> = {
  ...leadingHandlers,
  ...resultHandlers,

  'reviews.list': async (ctx, input) => {
    const organisationId = input.organisationId ?? ctx.access.organisationId
    if (organisationId !== ctx.access.organisationId && !hasPowerIn(ctx.access, 'runBranch', organisationId, ctx.now)) refuse('notFound')
    const limit = input.limit ?? PAGE
    const found = await find('reviews', { organisationId, state: _.neq('void'), ...(input.cursor && { key: _.lt(input.cursor) }) }, { orderBy: [['key', 'desc']], limit: limit + 1 })
    return pageFrom(found, limit, review => review.key, lineOf)
  },

  'reviews.get': async (ctx, input) => {
    const review = await ballotingSeen(ctx, 'review', input.reviewId)
    const runs = hasPowerIn(ctx.access, 'runBranch', review.organisationId, ctx.now)
    const { memberId } = ctx.access
    const boxId = boxIdOf(review, { key: MEMBERS })
    const [summaries, entitlement, turnout, taken, counted, meeting, present] = await Promise.all([
      findAll('review_summaries', { reviewId: review._id }), read('ballot_entitlements', `${boxId}_${memberId}`), read('turnouts', turnoutId(boxId, memberId)), runs ? takenIn(review) : new Map<string, number>(),
      runs && review.state !== 'draft' ? groupsCounted(review) : new Set<string>(), review.meetingId ? read('activities', review.meetingId) : null, isAtMeeting(review, memberId),
    ])
    // Whoever has voted is no longer asked to; the vote itself leaves no note.
    if (turnout?.group === MEMBERS && review.state === 'open') await markItem(memberId, inboxId('review', itemRefOf(review)), 'taken')
    if (turnout || (review.state !== 'open' && review.state !== 'paused')) await dropKeptBallot(review, ctx.access)
    return reviewOf(review, runs, { memberId, entitled: entitlement !== null && entitlement.struck === null, taken: turnout?.group === MEMBERS, present }, {
      summaries: new Map(summaries.map(one => [one.memberId, one.text])), taken, counted, meetingTitle: meeting?.title ?? null, now: ctx.now,
    })
  },

  'reviews.create': async (ctx, input) => {
    const organisationId = input.organisationId ?? ctx.access.organisationId
    if (!hasPowerIn(ctx.access, 'runBranch', organisationId, ctx.now)) refuse('notFound')
    const organisation = await read('organisations', organisationId)
    if (!organisation) refuse('notFound')
    guard(whyNoBallots(organisation))
    const _id = idFrom('review', organisationId, String(input.year))
    const members = await find('members', { organisationId, archived: false }, { orderBy: [['sortKey', 'asc']], limit: 1000 })
    const review: Review = {
      ...blankBalloting, _id, ballotKind: 'review', key: timeKey(ctx.now, _id), organisationId, organisationName: organisation.name, year: input.year, title: input.title, scale: input.scale ?? 'grades', meetingId: null, scored: false, excellentBase: 'fullMembers', leftOut: [],
      purpose: '评议结果供支部委员会评定等次时参考',
      people: peopleOf(members, []),
      groups: [{ key: MEMBERS, name: '党员互评', entry: 'roster', entitled: members.length, rates: null }],
      codeSecret: newCodeSecret(), boxKey: newBoxKey(), fullMembers: members.filter(({ standing }) => standing === 'full').length, at: ctx.now, askedBy: ctx.access.memberName,
      grades: {},
    }
    if (review.people.every(({ graded }) => !graded)) refuse('reviewNoPeople')
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
    if (review.lastTap === tap) return { version: review.version }
    guard(whyNotNow(review, 'change'))
    const { title, purpose, scale, closesAt, meetingId, scored, weights, excellentBase, leftOut } = input
    if (meetingId) guard(whyNotMeeting(review, await read('activities', meetingId)))
    const rated = leftOut && withLeftOut(review, leftOut)
    if (rated && 'refusal' in rated) refuse(rated.refusal.code, rated.refusal.detail)
    const people = rated?.people
    const lists: Record<string, string[]> = {}
    const groups = input.groups && [review.groups[0]!, ...input.groups.map((group, n) => groupFrom(review, groupLetter(n), group, lists))]
    const changed = await change('reviews', { _id: review._id, version: input.version, state: 'draft', round: review.round, opening: review.opening ? true : _.neq(true) }, {
      ...(review.opening && { opening: false, round: review.round + 1 }),
      ...(title && { title }), ...(purpose && { purpose }), ...(scale && { scale }), ...(closesAt !== undefined && { closesAt: closesAt === null ? _.set(null) : new Date(closesAt) }),
      ...(meetingId !== undefined && { meetingId }), ...(scored !== undefined && { scored }), ...(excellentBase && { excellentBase }), ...(people && leftOut && { leftOut: _.set(leftOut), people: _.set(people) }), ...(weights && { weights: _.set(weights) }), ...(groups && { groups: _.set(groups), lists: seal(JSON.stringify(lists)) }),
      version: input.version + 1, lastTap: tap,
    })
    if (!changed) refuse('conflict')
    return { version: input.version + 1 }
  },

  'reviews.writeSummary': async (ctx, input) => {
    const review = await ballotingSeen(ctx, 'review', input.reviewId)
    guard(whyNotNow(review, 'writeSummary'))
    const { memberId } = ctx.access
    if (!review.people.some(person => person.memberId === memberId)) refuse('forbidden')
    await put('review_summaries', { _id: `${review._id}_${memberId}`, reviewId: review._id, memberId, text: input.text, at: ctx.now })
    return {}
  },
}

/** How many ballots of each group are in: on phones while they come in, with the paper once all is counted. */
const takenIn = async (review: Review): Promise<Map<string, number>> => (review.ballots ? new Map(Object.entries(review.ballots)) : takenOf(review))

/** A group of others as it is kept: a list is counted, its numbers go into `lists`; whom they rate must be on the ballot. */
function groupFrom(review: Review, key: string, group: { name: string; entry: Exclude<VoterEntry, 'roster' | 'written'>; members?: boolean; entitled?: number; memberIds?: string[]; list?: string }, lists: Record<string, string[]>): BallotGroup {
  const { name, entry, memberIds: rates = null } = group
  if (rates?.some(id => !review.people.some(({ memberId, graded }) => graded && memberId === id))) refuse('reviewNotRated')
  const of = { key, name, entry, rates, ...(group.members && { members: true }) }
  if (entry !== 'list' && entry !== 'pins') return { ...of, entitled: group.entitled ?? 0 }
  // Left out: the list that a group of this name was given before stays, wherever it stands now.
  const before = group.list ? undefined : review.groups.find(one => (one.entry === 'list' || one.entry === 'pins') && one.name === name)
  const read = before ? { numbers: listsOf(review)[before.key] ?? [] } : readList(group.list ?? '')
  if ('refusal' in read) refuse(read.refusal.code, read.refusal.detail)
  lists[key] = read.numbers
  return { ...of, entitled: read.numbers.length }
}
