/** Coming in and voting, each `secret`: nothing of it leaves a request id, an audit line or a logged value. */
import type { reviews } from '../../../types/contracts/reviews'
import type { MemberContext, ModuleHandlers } from '../../platform/context'
import { count, read } from '../../platform/database'
import type { BallotBox, Review } from '../../platform/documents'
import { guard, refuse } from '../../platform/errors'
import { dayOf } from '../../platform/time'
import { commitmentOf, whyCannotCast, written } from '../../services/ballot-box/ballot'
import { commitmentsOf, openBoxFor } from '../../services/ballot-box/box'
import { castBallot, turnoutId } from '../../services/ballot-box/cast'
import { readTicket, ticketFor, TICKET_MINUTES } from '../../services/ballot-box/ticket'
import { attempt, forgetTries } from '../../services/throttle'
import { accountKey, isRoomCodeGood, numberKey, readEntryScene, slipKey } from './entry'
import { groupOf, reviewSeen } from './load'
import { MEMBERS, shownFingerprint, whyNotNow } from './rules'
import { paperOf } from './views'

type Voting = 'reviews.ballot' | 'reviews.enter' | 'reviews.join' | 'reviews.cast' | 'reviews.commitments'
type Paper = ReturnType<typeof paperOf>

/** Wrong codes and numbers of one account before it has to wait. */
const wrongCodes = { tries: 10, minutes: 15 }
/** A pass says only that somebody stood before the screen: whose ballot it becomes is asked next. */
const PASS = 'pass'

export const votingHandlers: Pick<ModuleHandlers<typeof reviews>, Voting> = {
  'reviews.ballot': async (ctx, input) => {
    const review = await reviewSeen(ctx, input.reviewId)
    guard(whyNotNow(review, 'show'))
    return paperFor(ctx, review, MEMBERS, ctx.access.memberId)
  },

  'reviews.enter': async (ctx, input) => {
    const scene = readEntryScene(input.scene.trim())
    await attempt('ballot', ctx.caller.accountId, wrongCodes, ctx.now)
    const review = scene && await read('reviews', scene.reviewId)
    const group = review?.groups.find(({ key }) => key === scene?.group)
    if (!scene || !review || !group || group.entry !== (scene.kind === 'slip' ? 'slips' : group.entry === 'list' ? 'list' : 'room')) refuse('ballotCodeWrong')
    const { boxId } = groupOf(review, group.key)
    const over = review.state === 'closed' || review.state === 'published'
    const known = scene.kind === 'slip' ? await entitlementIn(boxId, slipKey(boxId, scene.code)) !== null : over || isRoomCodeGood(review, boxId, scene.code, ctx.now)
    if (!known && review.state !== 'draft') refuse('ballotCodeWrong')
    await forgetTries('ballot', ctx.caller.accountId)
    const told = {
      state: review.state, title: review.title, organisationName: review.organisationName, purpose: review.purpose, askedBy: review.askedBy,
      rated: review.people.filter(({ memberId, graded }) => graded && (group.rates === null || group.rates.includes(memberId))).length,
      taken: over ? await count('turnouts', { boxId, group: group.key }) : null, decidedOn: review.publishedAt && dayOf(review.publishedAt), pass: null, paper: null,
    }
    if (review.state !== 'open') return told
    if (group.entry === 'list') return { ...told, pass: ticketFor(boxId, `${group.key} ${review._id}`, PASS, ctx.now) }
    const key = group.entry === 'slips' ? slipKey(boxId, scene.code) : accountKey(review.boxKey!, boxId, ctx.caller.accountId)
    return { ...told, paper: group.entry === 'slips' ? await paperFor(ctx, review, group.key, key) : await paperAt(ctx, review, group.key, key) }
  },

  'reviews.join': async (ctx, input) => {
    const pass = readTicket(input.pass, ctx.now)
    if (!pass || pass.key !== PASS) refuse('ballotTicketOver', { minutes: TICKET_MINUTES })
    await attempt('ballot', ctx.caller.accountId, wrongCodes, ctx.now)
    const [key = '', reviewId = ''] = pass.group.split(' ')
    const review = await read('reviews', reviewId) ?? refuse('notFound')
    guard(whyNotNow(review, 'show'))
    const paper = await paperFor(ctx, review, key, numberKey(groupOf(review, key).boxId, input.number))
    await forgetTries('ballot', ctx.caller.accountId)
    return paper
  },

  'reviews.cast': async (ctx, input) => {
    const ticket = readTicket(input.ticket, ctx.now)
    if (!ticket || ticket.key === PASS) refuse('ballotTicketOver', { minutes: TICKET_MINUTES })
    const box = await openBoxFor(ticket.boxId)
    guard(whyCannotCast(box.asked, input))
    const text = written(box.asked, input)
    // In already, this ballot or another of the same entitlement: nobody can say which, and the answer is the same.
    await castBallot(box, ticket, text, commitmentOf(box._id, text, input.nonce))
    return {}
  },

  'reviews.commitments': async (_ctx, input) => {
    const box = await read('ballot_boxes', input.box)
    if (!box || box.state !== 'closed') refuse('notFound')
    return { fingerprint: shownFingerprint(box), commitments: await commitmentsOf(box._id) }
  },
}

const entitlementIn = (boxId: string, key: string) => read('ballot_entitlements', `${boxId}_${key}`)

/** A ballot for an entitlement that was frozen at the opening: told at the start, not at the end, where there is none. */
async function paperFor(ctx: Pick<MemberContext, 'now'>, review: Review, group: string, key: string): Promise<Paper> {
  const entitlement = await entitlementIn(groupOf(review, group).boxId, key)
  if (!entitlement) refuse('ballotNotEntitled')
  if (entitlement.struck) refuse('ballotStruck', { reason: entitlement.struck })
  return paperAt(ctx, review, group, key)
}

async function paperAt(ctx: Pick<MemberContext, 'now'>, review: Review, groupKey: string, key: string): Promise<Paper> {
  const { boxId } = groupOf(review, groupKey)
  if (review.closesAt && review.closesAt <= ctx.now) refuse('ballotClosed')
  const box: BallotBox = await openBoxFor(boxId)
  if (await read('turnouts', turnoutId(boxId, key))) refuse('ballotUsed')
  const ticket = ticketFor(boxId, groupKey, key, ctx.now)
  return paperOf(review, box, ticket, readTicket(ticket, ctx.now)!.until)
}
