/** Coming in and voting, each `secret`: nothing of it leaves a request id, an audit line or a logged value. */
import type { ballots } from '../../../types/contracts/ballots'
import type { MemberContext, ModuleHandlers } from '../../platform/context'
import { count, read } from '../../platform/database'
import { guard, refuse } from '../../platform/errors'
import { dayOf } from '../../platform/time'
import { commitmentOf, whyCannotCast, written } from '../../services/ballot-box/ballot'
import { commitmentsOf, openBoxFor } from '../../services/ballot-box/box'
import { castBallot, turnoutId } from '../../services/ballot-box/cast'
import { readTicket, ticketFor, TICKET_MINUTES } from '../../services/ballot-box/ticket'
import { askedOf, ownGroupOf, type AnyBalloting } from '../../services/balloting/asked'
import { accountKey, isPinGood, isRoomCodeGood, listsOf, numberKey, readEntryScene, slipKey } from '../../services/balloting/entry'
import { numberOf } from '../../services/balloting/list'
import { ballotingSeen, groupOf, readBalloting } from '../../services/balloting/load'
import { isAtMeeting } from '../../services/balloting/meeting'
import { shownFingerprint } from '../../services/balloting/shown'
import { attempt, forgetTries } from '../../services/throttle'
import { whyNotOpen } from './rules'
import { paperOf } from './views'

type Voting = 'ballots.own' | 'ballots.enter' | 'ballots.join' | 'ballots.cast' | 'ballots.commitments'
type Paper = ReturnType<typeof paperOf>

/** Wrong codes and numbers of one account before it has to wait. */
const wrongCodes = { tries: 10, minutes: 15 }
/** A pass says only that somebody stood before the screen: whose ballot it becomes is asked next. */
const PASS = 'pass'

export const votingHandlers: Pick<ModuleHandlers<typeof ballots>, Voting> = {
  'ballots.own': async (ctx, input) => {
    const balloting = await ballotingSeen(ctx, input.kind, input.id)
    guard(whyNotOpen(balloting))
    if (!await isAtMeeting(balloting, ctx.access.memberId)) refuse('ballotCheckIn')
    return paperFor(ctx, balloting, (ownGroupOf(balloting) ?? refuse('ballotOnPaper')).key, ctx.access.memberId)
  },

  'ballots.enter': async (ctx, input) => {
    const scene = readEntryScene(input.scene.trim())
    await attempt('ballot', ctx.caller.accountId, wrongCodes, ctx.now)
    const balloting = scene && await entered(scene.id)
    const group = balloting?.groups.find(({ key }) => key === scene?.group)
    if (!scene || !balloting || !group || !scene.entries.includes(group.entry)) refuse('ballotCodeWrong')
    const { boxId } = groupOf(balloting, group.key)
    const over = balloting.state === 'closed' || balloting.state === 'published'
    const proven = scene.kind === 'slip' ? await entitlementIn(boxId, slipKey(boxId, scene.code)) !== null : scene.kind === 'room' && isRoomCodeGood(balloting, boxId, scene.code, ctx.now)
    const known = proven || scene.kind === 'pins' || (scene.kind === 'room' && over)
    if (!known && balloting.state !== 'draft') refuse('ballotCodeWrong')
    // Only by a code that not everybody has: else one that anybody has would buy ten more tries at another.
    if (proven) await forgetTries('ballot', ctx.caller.accountId)
    const told = {
      kind: balloting.ballotKind, state: balloting.state, title: balloting.title, organisationName: balloting.organisationName, purpose: balloting.purpose, askedBy: balloting.askedBy,
      asks: askedOf(balloting, group).questions.length,
      taken: over ? await count('turnouts', { boxId, group: group.key }) : null, decidedOn: balloting.publishedAt && dayOf(balloting.publishedAt), pass: null, pin: group.entry === 'pins', paper: null,
    }
    if (balloting.state !== 'open') return told
    if (group.entry === 'list' || group.entry === 'pins') return { ...told, pass: ticketFor(boxId, `${group.key} ${balloting._id}`, PASS, ctx.now) }
    const key = group.entry === 'slips' ? slipKey(boxId, scene.code) : accountKey(balloting.boxKey!, boxId, ctx.caller.accountId)
    return { ...told, paper: await paperAt(ctx, balloting, group.key, key) }
  },

  'ballots.join': async (ctx, input) => {
    const pass = readTicket(input.pass, ctx.now)
    if (!pass || pass.key !== PASS) refuse('ballotTicketOver', { minutes: TICKET_MINUTES })
    await attempt('ballot', ctx.caller.accountId, wrongCodes, ctx.now)
    const [key = '', id = ''] = pass.group.split(' ')
    const balloting = await entered(id) ?? refuse('notFound')
    guard(whyNotOpen(balloting))
    const { boxId, entry } = groupOf(balloting, key)
    if (entry === 'pins') {
      // Counted for the number too: many accounts do not guess one person's password.
      await attempt('ballotPin', numberKey(boxId, input.number), wrongCodes, ctx.now)
      if (!isPinGood(boxId, input.number, input.pin ?? '')) refuse('ballotPinWrong')
    }
    // The list is frozen with the entitlements: who stands in it has one, and of a list none is struck.
    if (!listsOf(balloting)[key]?.includes(numberOf(input.number))) refuse('ballotNotEntitled')
    const paper = await paperAt(ctx, balloting, key, numberKey(boxId, input.number))
    await forgetTries('ballot', ctx.caller.accountId)
    return paper
  },

  'ballots.cast': async (ctx, input) => {
    const ticket = readTicket(input.ticket, ctx.now)
    if (!ticket || ticket.key === PASS) refuse('ballotTicketOver', { minutes: TICKET_MINUTES })
    const box = await openBoxFor(ticket.boxId)
    guard(whyCannotCast(box.asked, input))
    const text = written(box.asked, input)
    // Sent again by the same phone it is in once, and the answer is the same; who comes with another ticket is told that a ballot is in that is not this one.
    await castBallot(box, ticket, text, box.asked.noReceipts ? '' : commitmentOf(box._id, text, input.nonce))
    return {}
  },

  'ballots.commitments': async (_ctx, input) => {
    const box = await read('ballot_boxes', input.box)
    if (!box || box.state !== 'closed' || box.asked.noReceipts) refuse('notFound')
    // From a hash over few rows it can be tried out what they come to: it stands here only where everybody sees that, too. Of a review those who lead it make it known.
    const vote = await readBalloting('vote', box._id.split('-')[0]!)
    return { fingerprint: vote?.state === 'published' ? shownFingerprint(box) : '', commitments: await commitmentsOf(box._id) }
  },
}

/** What students' codes lead to: a review, or a vote of a class. One operation, two for a vote. */
const entered = async (id: string): Promise<AnyBalloting | null> => await readBalloting('review', id) ?? readBalloting('vote', id)

const entitlementIn = (boxId: string, key: string) => read('ballot_entitlements', `${boxId}_${key}`)

/** A ballot for an entitlement that was frozen at the opening: told at the start, not at the end, where there is none. */
async function paperFor(ctx: Pick<MemberContext, 'now'>, balloting: AnyBalloting, group: string, key: string): Promise<Paper> {
  const entitlement = await entitlementIn(groupOf(balloting, group).boxId, key)
  if (!entitlement) refuse('ballotNotEntitled')
  if (entitlement.struck) refuse('ballotStruck', { reason: entitlement.struck })
  return paperAt(ctx, balloting, group, key)
}

/** The ballot of an open vote, which says what it asks: the box itself is looked at when the ballot comes in. One operation. */
async function paperAt(ctx: Pick<MemberContext, 'now'>, balloting: AnyBalloting, groupKey: string, key: string): Promise<Paper> {
  const group = groupOf(balloting, groupKey)
  const { boxId } = group
  if (balloting.closesAt && balloting.closesAt <= ctx.now) refuse('ballotClosed')
  if (await read('turnouts', turnoutId(boxId, key))) refuse('ballotUsed')
  const ticket = ticketFor(boxId, groupKey, key, ctx.now)
  return paperOf(balloting, { _id: boxId, asked: askedOf(balloting, group) }, ticket, readTicket(ticket, ctx.now)!.until)
}
