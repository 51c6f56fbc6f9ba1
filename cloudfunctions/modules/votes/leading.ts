import type { votes } from '../../../types/contracts/votes'
import type { MemberContext, ModuleHandlers } from '../../platform/context'
import { _, change, read, transaction } from '../../platform/database'
import type { InboxItem, Vote } from '../../platform/documents'
import { guard, refuse } from '../../platform/errors'
import { dayOf, iso, plusDays } from '../../platform/time'
import { whyBusy } from '../../regulations/organisation-rules'
import { stageRules } from '../../regulations/stage-rules'
import { whyCannotVoid } from '../../regulations/void-rules'
import { pauseBox, resumeBox } from '../../services/ballot-box/box'
import { boxIdOf, ownGroupOf } from '../../services/balloting/asked'
import { hasCounts, whyPaperWaits } from '../../services/balloting/counted'
import { callCounters, dismissCounters } from '../../services/balloting/counters'
import { newBoxKey, newCodeSecret } from '../../services/balloting/entry'
import { itemRefOf } from '../../services/balloting/items'
import { ballotingLed, turnTo } from '../../services/balloting/load'
import { overdueRef } from '../../services/balloting/overdue'
import { openGroup } from '../../services/balloting/opening'
import { prolongBoxes, voidFormer, voidRound } from '../../services/balloting/voiding'
import { audienceOf, closeItem, inboxId, itemUp } from '../../services/inbox'
import { closeAndCount } from './closing'
import { freeze, frozenOf } from './opening'
import { draftNow } from './people'
import { replaced } from '../../services/replaced'
import { isStatutory, whyCannotOpen, whyCannotProlong, whyCannotPublish, whyNotNow } from './rules'

/** Days for which an open vote waits on home pages. */
const DAYS_OPEN = 60

type Leading = 'votes.open' | 'votes.pause' | 'votes.resume' | 'votes.prolong' | 'votes.close' | 'votes.redo' | 'votes.publish'

/** What home pages show of a vote in which members vote by themselves. */
const itemOf = (vote: Vote, ctx: MemberContext): InboxItem => itemUp({
  audience: audienceOf.branch(vote.organisationId), kind: 'vote', title: vote.title, hint: vote.named ? '记名，交后不能改' : '不记名，每人一票', refId: itemRefOf(vote), opens: vote._id, due: vote.closesAt, startsAt: null, endsAt: null, until: plusDays(vote.closesAt ?? ctx.now, DAYS_OPEN), at: ctx.now,
})

/** Takes a vote off all home pages: of voters, of those who lead it, of those who count. */
const takeDown = (vote: Vote) => Promise.all([closeItem('vote', itemRefOf(vote)), closeItem('vote', overdueRef(vote._id)), dismissCounters(vote)])

/** A result that is taken back, and who was frozen for it: what the draft begins with again. */
const undone = { electors: [], without: [], outcomes: null, invalid: null, papers: null, answers: null, few: null, fingerprint: '', openedAt: null, closedAt: null } satisfies Partial<Vote>

/** Whoever counts is told; also where the call that opened it was cut off before. */
async function called(vote: Vote, ctx: MemberContext): Promise<{ state: Vote['state'] }> {
  await callCounters(vote, ctx.now)
  return { state: vote.state }
}

export const leadingHandlers: Pick<ModuleHandlers<typeof votes>, Leading> = {
  'votes.open': async (ctx, input) => {
    const vote = await ballotingLed(ctx, 'vote', input.voteId)
    if (vote.state === 'open') return called(vote, ctx)
    const now = await draftNow(vote, ctx.now)
    guard(whyCannotOpen({ vote, subjects: now.subjects, attendance: now.people, heldDay: now.heldDay, now: ctx.now }))
    const begun = await freeze(vote, frozenOf(vote, now))
    if (begun.state === 'open') return called(begun, ctx)
    const voters = begun.kind === 'poll' ? begun.electors.map(({ memberId }) => memberId) : begun.present
    // What a round that was declared void has left takes no ballot any more, also where that was cut off.
    await voidFormer(begun)
    for (const group of begun.groups) await openGroup(begun, group.key, voters)
    const opened = await transaction(async tx => {
      const [fresh, organisation] = [await tx.read('votes', vote._id), await tx.read('organisations', vote.organisationId)]
      if (!fresh || !organisation || fresh.round !== begun.round) refuse('conflict')
      if (fresh.state === 'open') return fresh
      if (fresh.state !== 'draft' || fresh.version !== begun.version) refuse('conflict')
      if (organisation.dissolvedAt || organisation.changeId) guard(whyBusy(organisation))
      if (vote.kind === 'admission' && !stageRules.admits.value.includes(organisation.form ?? 'ordinary')) refuse('temporaryAdmitsNobody', { rule: `${stageRules.admits.regulation}${stageRules.admits.article}` })
      // Written as well as read, so that its dissolving and this opening are judged one after the other.
      await tx.update('organisations', organisation._id, { changes: _.inc(1) })
      if (begun.named || ownGroupOf(begun)) await tx.put('inbox', itemOf(begun, ctx))
      await tx.update('votes', vote._id, { state: 'open', opening: false, openedAt: ctx.now, version: fresh.version + 1 })
      return { ...fresh, state: 'open' as const }
    })
    return called(opened, ctx)
  },

  'votes.pause': async (ctx, input) => {
    const vote = await ballotingLed(ctx, 'vote', input.voteId)
    if (vote.state === 'paused') return { state: vote.state }
    guard(whyNotNow(vote, 'pause'))
    for (const group of vote.groups) await pauseBox(boxIdOf(vote, group))
    return { state: (await turnTo(vote, ['open'], { state: 'paused' })).state }
  },

  'votes.resume': async (ctx, input) => {
    const vote = await ballotingLed(ctx, 'vote', input.voteId)
    if (vote.state === 'open') return { state: vote.state }
    guard(whyNotNow(vote, 'resume'))
    for (const group of vote.groups) await resumeBox(boxIdOf(vote, group))
    return { state: (await turnTo(vote, ['paused'], { state: 'open' })).state }
  },

  'votes.prolong': async (ctx, input) => {
    const vote = await ballotingLed(ctx, 'vote', input.voteId)
    const closesAt = new Date(input.closesAt)
    guard(whyCannotProlong(vote, closesAt, ctx.now))
    await prolongBoxes(vote, closesAt)
    // Longer only: of two officers at once the later time stands.
    const prolonged = await change('votes', { _id: vote._id, state: _.in(['open', 'paused']), round: vote.round, closesAt: _.or(_.eq(null), _.lte(closesAt)) }, { closesAt, overdueTold: false })
    if (!prolonged) guard(whyCannotProlong(await read('votes', vote._id) ?? refuse('notFound'), closesAt, ctx.now) ?? { code: 'conflict' })
    await closeItem('vote', overdueRef(vote._id))
    await change('inbox', { _id: inboxId('vote', itemRefOf(vote)) }, { due: closesAt, until: plusDays(closesAt, DAYS_OPEN) })
    return { closesAt: iso(closesAt) }
  },

  'votes.close': async (ctx, input) => {
    const vote = await ballotingLed(ctx, 'vote', input.voteId)
    guard(whyNotNow(vote, 'close'))
    if (vote.state === 'closed') return { state: vote.state }
    // Asked before a box is closed: what is counted apart can still be put right while ballots come in.
    guard(await whyPaperWaits(vote))
    const result = await closeAndCount(vote)
    await takeDown(vote)
    return { state: (await turnTo(vote, ['open', 'paused'], { ...replaced(result), state: 'closed', closedAt: ctx.now, boxKey: _.set(null) })).state }
  },

  'votes.redo': async (ctx, input) => {
    const vote = await ballotingLed(ctx, 'vote', input.voteId)
    // Declared void already: whatever was cut off then is done now, whoever asks and for whatever reason.
    if (vote.state === 'draft' && vote.voidReason !== null) {
      await Promise.all([voidFormer(vote), takeDown({ ...vote, round: vote.round - 1 })])
      return { state: vote.state }
    }
    guard(whyNotNow(vote, 'redo'))
    const { reason, consent = null } = input
    const statutory = isStatutory(vote.kind)
    const counted = vote.state === 'closed' || await hasCounts(vote)
    guard(whyCannotVoid({ statutory, counted, invalid: vote.invalid !== null, onBallot: vote.subjects.some(({ key }) => key === ctx.access.memberId), consent, today: dayOf(ctx.now) }))
    // What a statutory vote came to stays told; of any other the difference of two rounds would tell who voted how.
    const gone = { round: vote.round, reason, byName: ctx.access.memberName, at: ctx.now, counted, consent, outcomes: statutory ? vote.outcomes : null, papers: vote.papers, invalid: vote.invalid }
    const draft = { ...replaced({ ...undone, voided: [...vote.voided ?? [], gone] }), state: 'draft', opening: false, round: vote.round + 1, voidReason: reason, codeSecret: newCodeSecret(), boxKey: newBoxKey(), version: _.inc(1) }
    const turned = await turnTo(vote, [vote.state], draft)
    // Closed or published at this very moment: what it came to was not judged yet.
    if (turned.round === vote.round) guard(whyNotNow(turned, 'redo') ?? { code: 'conflict' })
    await Promise.all([voidRound(vote, vote.round), takeDown(vote)])
    return { state: turned.state }
  },

  'votes.publish': async (ctx, input) => {
    const vote = await ballotingLed(ctx, 'vote', input.voteId)
    guard(whyCannotPublish(vote))
    return { state: (await turnTo(vote, ['closed'], { state: 'published', publishedAt: ctx.now, version: _.inc(1) })).state }
  },
}
