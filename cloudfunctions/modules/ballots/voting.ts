/** Coming in and voting, each `secret`: nothing of it leaves a request id, an audit line or a logged value. */
import type { ballots } from '../../../types/contracts/ballots'
import type { Context, MemberContext, ModuleHandlers } from '../../platform/context'
import { _, count, find, read } from '../../platform/database'
import { guard, refuse } from '../../platform/errors'
import { keptOf } from '../../services/ballot-box/ballot'
import { commitmentsOf, countedBox, openBoxFor, turnoutOf } from '../../services/ballot-box/box'
import { castBallot, STRUCK, turnoutId } from '../../services/ballot-box/cast'
import { readTicket, ticketFor, TICKET_MINUTES } from '../../services/ballot-box/ticket'
import { askedOf, boxIdOf, ownGroupOf, type AnyBalloting } from '../../services/balloting/asked'
import { decidedOnOf, deciderOf } from '../../services/balloting/graded'
import { accountKey, isPinGood, isRoomCodeGood, listsOf, numberKey, readEntryScene, slipKey } from '../../services/balloting/entry'
import { numberOf } from '../../services/balloting/list'
import { ballotingSeen, groupOf, readBalloting } from '../../services/balloting/load'
import { isAtMeeting } from '../../services/balloting/meeting'
import { whyNoOwn } from '../../services/balloting/own'
import { attempt, countTry, forgetTries, stillAllowed } from '../../services/throttle'
import { whyNotOpen } from './rules'
import { paperOf } from './views'

type Voting = 'ballots.own' | 'ballots.enter' | 'ballots.join' | 'ballots.cast' | 'ballots.commitments'
type Paper = ReturnType<typeof paperOf>

/** Wrong codes and numbers of one account before it has to wait. */
const wrongCodes = { tries: 10, minutes: 15 }
/** An answer of about half a megabyte: of 250 ballots with 40 rows all at once, of 5,000 with 20 rows in five parts. */
const COMMITMENTS_A_PAGE = 20_000
/** A pass says only that somebody stood before the screen: whose ballot it becomes is asked next. */
const PASS = 'pass'

/** Of what is over: how many took part, of a review with those on paper; when it was decided, and by whom. */
async function overOf(balloting: AnyBalloting, boxId: string, group: string) {
  if (balloting.ballotKind === 'review' && balloting.ballots) return { taken: balloting.ballots[group] ?? 0, decidedOn: decidedOnOf(balloting), decidedBy: deciderOf(balloting) }
  return { taken: await count('turnouts', { boxId, group }), decidedOn: decidedOnOf(balloting), decidedBy: null }
}

export const votingHandlers: Pick<ModuleHandlers<typeof ballots>, Voting> = {
  'ballots.own': async (ctx, input) => {
    const balloting = await ballotingSeen(ctx, input.kind, input.id)
    guard(whyNotOpen(balloting))
    if (!await isAtMeeting(balloting, ctx.access.memberId)) refuse('ballotCheckIn')
    const { key } = ownGroupOf(balloting) ?? refuse('ballotOnPaper')
    const { boxId } = groupOf(balloting, key)
    guard(whyNoOwn(balloting, await entitlementIn(boxId, ctx.access.memberId), ctx.caller.accountId))
    const paper = await paperAt(ctx, balloting, key, ctx.access.memberId)
    await openBoxFor(boxId)
    return paper
  },

  'ballots.enter': async (ctx, input) => {
    const scene = readEntryScene(input.scene.trim())
    const { accountId } = ctx.caller
    // A slip's code is not found by many tries at once, so that only wrong ones are counted; of six digits every try is, before it is looked at.
    const tried = scene?.kind === 'slip' ? await stillAllowed('ballot', accountId, wrongCodes, ctx.now) : await attempt('ballot', accountId, wrongCodes, ctx.now)
    const missed = async (): Promise<void> => { if (scene?.kind === 'slip') await countTry('ballot', accountId, wrongCodes, ctx.now) }
    const balloting = scene && await entered(scene.id)
    const group = balloting?.groups.find(({ key }) => key === scene?.group)
    if (!scene || !balloting || !group || !scene.entries.includes(group.entry)) {
      await missed()
      return refuse('ballotCodeWrong')
    }
    const { boxId } = groupOf(balloting, group.key)
    const over = balloting.state === 'closed' || balloting.state === 'published'
    const proven = scene.kind === 'slip' ? await entitlementIn(boxId, slipKey(boxId, scene.code)) !== null : scene.kind === 'room' && isRoomCodeGood(balloting, boxId, scene.code, ctx.now)
    const known = proven || scene.kind === 'pins' || (scene.kind === 'room' && over)
    if (!known) await missed()
    if (!known && scene.kind === 'slip' && await isOldSlip(balloting, group, scene.code)) refuse('ballotOldRound')
    if (!known && balloting.state !== 'draft') refuse('ballotCodeWrong')
    // Only by a code that not everybody has: else one that anybody has would buy ten more tries at another, as one on the screen would at the numbers of a list.
    if (proven && tried && !(scene.kind === 'room' && balloting.groups.some(({ entry }) => entry === 'list'))) await forgetTries('ballot', accountId)
    const told = {
      kind: balloting.ballotKind, state: balloting.state, title: balloting.title, organisationName: balloting.organisationName, purpose: balloting.purpose, askedBy: balloting.askedBy,
      asks: askedOf(balloting, group).questions.length,
      ...(over ? await overOf(balloting, boxId, group.key) : { taken: null, decidedOn: null, decidedBy: null }), pass: null, pin: group.entry === 'pins', paper: null, own: false,
    }
    if (balloting.state !== 'open') return told
    const own = await hasOwn(ctx, balloting)
    // Where the account stands for who is in the room, that is a member who votes once; a slip or a number may be that of somebody who was lent the phone.
    if (own && scene.kind === 'room') return { ...told, own }
    if (group.entry === 'list' || group.entry === 'pins') {
      await openBoxFor(boxId)
      return { ...told, own, pass: ticketFor(boxId, `${group.key} ${balloting._id}`, PASS, ctx.now) }
    }
    const paper = await paperAt(ctx, balloting, group.key, group.entry === 'slips' ? slipKey(boxId, scene.code) : accountKey(balloting.boxKey!, boxId, accountId))
    // Who is one too many learns it now: no slot is free where all are taken, nor where the box is closed already.
    const room = group.entry !== 'room' || await count('ballot_slots', { boxId, group: group.key, state: 'free' }) > 0
    if (group.entry === 'slips' || !room) await openBoxFor(boxId)
    return room ? { ...told, own, paper } : refuse('ballotFull')
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
      if (!isPinGood(boxId, input.number, input.pin ?? '')) refuse(boxesBefore(balloting, { key }).some(before => isPinGood(before, input.number, input.pin ?? '')) ? 'ballotOldRound' : 'ballotPinWrong')
    }
    // The list is frozen with the entitlements: who stands in it has one.
    if (!listsOf(balloting)[key]?.includes(numberOf(input.number))) refuse('ballotNotEntitled')
    const paper = await paperAt(ctx, balloting, key, numberKey(boxId, input.number))
    await forgetTries('ballot', ctx.caller.accountId)
    return paper
  },

  'ballots.cast': async (ctx, input) => {
    const ticket = readTicket(input.ticket, ctx.now)
    if (!ticket || ticket.key === PASS) refuse('ballotTicketOver', { minutes: TICKET_MINUTES })
    const box = await openBoxFor(ticket.boxId, ctx.now)
    const ballot = keptOf(box._id, box.asked, input)
    if ('code' in ballot) refuse(ballot.code, ballot.detail)
    // Sent again by the same phone it is in once, and the answer is the same; who comes with another ticket is told that a ballot is in that is not this one.
    await castBallot(box, ticket, ballot)
    return {}
  },

  'ballots.commitments': async (_ctx, input) => {
    const box = await countedBox(input.box)
    if (box.asked.noReceipts) refuse('notFound')
    const [columns, turnout] = await Promise.all([commitmentsOf(box), turnoutOf(box)])
    const ballots = columns[0]?.length ?? 0
    const to = input.from + Math.max(Math.floor(COMMITMENTS_A_PAGE / Math.max(ballots, 1)), 1)
    return {
      fingerprint: box.fingerprint ?? '', ballots, taken: Object.values(turnout).reduce((sum, n) => sum + n, 0),
      rows: box.asked.questions.slice(input.from, to).map(({ key }, n) => ({ key, commitments: columns[input.from + n]! })), next: to < columns.length ? to : null,
    }
  },
}

/** What students' codes lead to: a review, or a vote of a class. One operation, two for a vote. */
const entered = async (id: string): Promise<AnyBalloting | null> => await readBalloting('review', id) ?? readBalloting('vote', id)

const entitlementIn = (boxId: string, key: string) => read('ballot_entitlements', `${boxId}_${key}`)

/** The boxes that a group had in rounds before this one. */
const boxesBefore = ({ _id, round }: AnyBalloting, group: { key: string }): string[] => Array.from({ length: round - 1 }, (_none, n) => boxIdOf({ _id, round: n + 1 }, group))

/** Whether a slip was one of a round that was declared void. One operation, none in the first round. */
async function isOldSlip(balloting: AnyBalloting, group: { key: string }, code: string): Promise<boolean> {
  const ids = boxesBefore(balloting, group).map(before => `${before}_${slipKey(before, code)}`)
  return ids.length > 0 && (await find('ballot_entitlements', { _id: _.in(ids) }, { limit: 1, fields: ['_id'] })).length > 0
}

/** Whether the account is a member's who has a ballot of the own here, used, struck or not; also of one who was bound with it at the opening and has left since. One operation. */
async function hasOwn({ access, caller }: Context, balloting: AnyBalloting): Promise<boolean> {
  const own = ownGroupOf(balloting)
  if (!own || !balloting.boxKey) return false
  const boxId = boxIdOf(balloting, own)
  const frozen = { boxId, account: accountKey(balloting.boxKey, boxId, caller.accountId) }
  const mine = access?.memberId ? _.or([{ _id: `${boxId}_${access.memberId}` }, frozen]) : frozen
  return (await find('ballot_entitlements', mine as typeof frozen, { limit: 1, fields: ['_id'] })).length > 0
}

/** The ballot of an open vote for an entitlement that was frozen at the opening, which says what it asks: told at the start, not at the end, where it was used or struck. One operation. */
async function paperAt(ctx: Pick<MemberContext, 'now'>, balloting: AnyBalloting, groupKey: string, key: string): Promise<Paper> {
  const group = groupOf(balloting, groupKey)
  const { boxId } = group
  if (balloting.closesAt && balloting.closesAt <= ctx.now) refuse('ballotClosed')
  const turnout = await read('turnouts', turnoutId(boxId, key))
  if (turnout?.group === STRUCK) refuse('ballotStruck', { reason: (await entitlementIn(boxId, key))?.struck ?? '' })
  // The phone knows by the round whether the ballot that is in can be its own.
  if (turnout) refuse('ballotUsed', { round: balloting.round })
  const ticket = ticketFor(boxId, groupKey, key, ctx.now)
  return paperOf(balloting, { _id: boxId, asked: askedOf(balloting, group) }, ticket, readTicket(ticket, ctx.now)!.until)
}
