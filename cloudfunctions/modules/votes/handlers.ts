import type { votes } from '../../../types/contracts/votes'
import type { VoteKind } from '../../../types/contracts/codes-ballots'
import { hasPowerIn } from '../../platform/access'
import type { MemberContext, ModuleHandlers } from '../../platform/context'
import { _, addOnce, change, count, find, findAll, read, transaction } from '../../platform/database'
import type { Vote } from '../../platform/documents'
import { guard, refuse } from '../../platform/errors'
import { idFrom } from '../../platform/ids'
import { dayOf, timeKey } from '../../platform/time'
import { turnoutId } from '../../services/ballot-box/cast'
import { boxIdOf, ownGroupOf } from '../../services/balloting/asked'
import { whyNoBallots } from '../../services/balloting/branch-only'
import { countsOf } from '../../services/balloting/counted'
import { isCounter } from '../../services/balloting/counters'
import { withoutTold } from '../../services/balloting/electors'
import { newBoxKey, newCodeSecret } from '../../services/balloting/entry'
import { itemRefOf } from '../../services/balloting/items'
import { ballotingLed, ballotingSeen } from '../../services/balloting/load'
import { whyNoOwn } from '../../services/balloting/own'
import { blankBalloting, takenOf } from '../../services/balloting/opening'
import { isAboutPeople, titleOf } from '../../../types/proposal'
import { inboxId, markItem } from '../../services/inbox'
import { PAGE, pageFrom } from '../../services/paging'
import { leadingHandlers } from './leading'
import { chosenSubjects, draftNow, peopleNow } from './people'
import { peopleOf, sharesOf, whyCannotAnswer, whyCannotAttend, whyCannotSet, whyDraftWrong, whyNotNow, whyWrongSubjects } from './rules'
import { groupsOf, settled } from './setup'
import { replaced } from '../../services/replaced'
import { choicesOf, lineOf, voteOf, type Facts } from './views'

/** What a vote is for, where nobody has said it otherwise. */
const purposes: Record<VoteKind, string> = {
  admission: '支部党员大会讨论接收预备党员，结果写入大会决议', fullMembership: '支部党员大会讨论预备党员转正，结果写入大会决议', assembly: '支部党员大会作出决议',
  recommendation: '推荐结果供支部确定入党积极分子时参考', poll: '征求意见，供支部研究时参考，不作决定',
}

/** How a vote is held where nobody has said it otherwise: in secret on paper where the rules want it so, a decision of an assembly by hands. */
const firstManner: Record<VoteKind, Vote['manner']> = { admission: 'paper', fullMembership: 'paper', assembly: 'hands', recommendation: 'phone', poll: 'phone' }

type Given = Parameters<typeof settled>[1]

/** Settings as they are kept, judged: subjects and the meeting are this branch's. */
async function taken(ctx: MemberContext, vote: Vote, given: Given): Promise<Partial<Vote>> {
  guard(whyCannotSet(vote.kind, given, dayOf(ctx.now)))
  const changes = settled(vote, given, { name: ctx.access.memberName, at: ctx.now })
  if (changes.meetingId && (await read('activities', changes.meetingId))?.organisationId !== vote.organisationId) refuse('notFound')
  if (given.subjects && isAboutPeople(vote.kind)) {
    const subjects = await chosenSubjects(vote.organisationId, given.subjects)
    guard(whyWrongSubjects(vote.kind, subjects))
    changes.subjects = subjects.map(({ key, name, person }) => ({ key, name, person }))
  }
  const merged = { ...vote, ...changes }
  guard(whyDraftWrong(merged))
  return { ...changes, title: titleOf(merged), groups: groupsOf(merged, { expected: merged.present.length, present: merged.presentCount ?? merged.present.length }) }
}

/** Changes a draft as it was seen. After an opening that was cut off, boxes lie as it was then: a change begins another round. */
async function changeDraft(vote: Vote, version: number, tap: string, changes: Partial<Vote>): Promise<{ version: number }> {
  const where = { _id: vote._id, version, state: 'draft', round: vote.round, opening: vote.opening ? true : _.neq(true) }
  const done = await change('votes', where, { ...replaced(changes), ...(vote.opening && { opening: false, round: vote.round + 1 }), version: version + 1, lastTap: tap })
  return done ? { version: version + 1 } : refuse('conflict')
}

export const handlers: ModuleHandlers<typeof votes> = {
  ...leadingHandlers,

  'votes.list': async (ctx, input) => {
    const organisationId = input.organisationId ?? ctx.access.organisationId
    const runs = hasPowerIn(ctx.access, 'runBranch', organisationId, ctx.now)
    if (organisationId !== ctx.access.organisationId && !runs) refuse('notFound')
    const limit = input.limit ?? PAGE
    const found = await find('votes', { organisationId, state: _.neq('void'), ...(input.cursor && { key: _.lt(input.cursor) }) }, { orderBy: [['key', 'desc']], limit: limit + 1 })
    return pageFrom(found, limit, vote => vote.key, vote => lineOf(vote, runs))
  },

  'votes.get': async (ctx, input) => {
    const vote = await ballotingSeen(ctx, 'vote', input.voteId)
    return voteOf(vote, await factsOf(ctx, vote), ctx.now)
  },

  'votes.create': async (ctx, input) => {
    const { kind, title = '', organisationId = ctx.access.organisationId } = input
    if (!hasPowerIn(ctx.access, 'runBranch', organisationId, ctx.now)) refuse('notFound')
    const organisation = await read('organisations', organisationId)
    if (!organisation) refuse('notFound')
    guard(whyNoBallots(organisation))
    const _id = idFrom('vote', ctx.caller.accountId, ctx.action, ctx.requestId)
    const blank: Vote = {
      ...blankBalloting, _id, ballotKind: 'vote', key: timeKey(ctx.now, _id), organisationId, organisationName: organisation.name, kind, title, purpose: purposes[kind], matter: '', subjects: [], options: [], named: false,
      manner: firstManner[kind], consent: null, entry: 'slips', written: false, presentShare: null, carriedShare: null, electors: [], without: [], present: [], expectedCount: null, presentCount: null,
      meetingId: null, outcomes: null, invalid: null, papers: null, answers: null, fingerprint: '', groups: [], codeSecret: newCodeSecret(), boxKey: newBoxKey(), at: ctx.now, askedBy: ctx.access.memberName,
    }
    await addOnce('votes', { ...blank, ...await taken(ctx, blank, input) })
    return { voteId: _id }
  },

  'votes.change': async (ctx, { voteId, version, ...given }) => {
    const vote = await ballotingLed(ctx, 'vote', voteId)
    const tap = idFrom('vote', ctx.caller.accountId, ctx.requestId)
    if (vote.lastTap === tap) return { version: vote.version }
    guard(whyNotNow(vote, 'change'))
    return changeDraft(vote, version, tap, await taken(ctx, vote, given))
  },

  'votes.electors': async (ctx, input) => {
    const vote = await ballotingLed(ctx, 'vote', input.voteId)
    const [people, checkIns] = await Promise.all([peopleNow(vote), vote.meetingId ? findAll('check_ins', { activityId: vote.meetingId, undoneAt: null }, ['_id', 'memberId']) : []])
    const [present, checkedIn] = [new Set(people.presentIds), new Set(checkIns.map(({ memberId }) => memberId))]
    const lineFor = ({ memberId, name }: { memberId: string; name: string }, why: string | null) => ({ memberId, name, votes: why === null, why, present: present.has(memberId), checkedIn: checkedIn.has(memberId) })
    const { presentShare } = sharesOf(vote)
    return {
      people: [...people.electors.map(one => lineFor(one, null)), ...withoutTold(people.without, readerOf(ctx, vote)).map(one => lineFor(one, one.why))],
      expected: people.expected, needed: presentShare && peopleOf(presentShare, people),
    }
  },

  'votes.attend': async (ctx, input) => {
    const vote = await ballotingLed(ctx, 'vote', input.voteId)
    const tap = idFrom('vote', ctx.caller.accountId, ctx.requestId)
    if (vote.lastTap === tap) return { version: vote.version }
    const people = await peopleNow(vote)
    guard(whyCannotAttend(vote, input, people))
    const present = vote.kind === 'recommendation' ? [] : [...new Set(input.memberIds)]
    const presentCount = vote.kind === 'recommendation' ? input.presentCount ?? null : null
    return changeDraft(vote, input.version, tap, { present, presentCount, groups: groupsOf(vote, { expected: people.expected, present: presentCount ?? present.length }) })
  },

  'votes.answer': async (ctx, input) => {
    const vote = await ballotingSeen(ctx, 'vote', input.voteId)
    const { memberId, memberName } = ctx.access
    guard(whyCannotAnswer(vote, memberId, ctx.now))
    if (!choicesOf(vote).some(({ key }) => key === input.choice)) refuse('ballotWrong', { what: '没有这个选项' })
    const _id = answerId(vote, memberId)
    const stands = await transaction(async tx => {
      const [there, fresh] = [await tx.read('poll_answers', _id), await tx.read('votes', vote._id)]
      if (there) return there.choice
      if (fresh?.round !== vote.round) refuse('conflict')
      guard(whyCannotAnswer(fresh, memberId, ctx.now))
      await tx.add('poll_answers', { _id, voteId: vote._id, round: vote.round, memberId, name: memberName, choice: input.choice, at: ctx.now })
      await tx.update('votes', vote._id, { answered: _.inc(1) })
      return input.choice
    })
    if (stands !== input.choice) refuse('voteAnswered')
    await markItem(memberId, inboxId('vote', itemRefOf(vote)), 'taken')
    return {}
  },
}

const readerOf = (ctx: MemberContext, { organisationId }: Pick<Vote, 'organisationId'>) => ({ keeps: hasPowerIn(ctx.access, 'keepRoster', organisationId, ctx.now), memberId: ctx.access.memberId })

const answerId = (vote: Pick<Vote, '_id' | 'round'>, memberId: string): string => `${vote._id}_${vote.round}_${memberId}`

/** What the caller is in a vote. */
async function factsOf(ctx: MemberContext, vote: Vote): Promise<Facts> {
  const runs = hasPowerIn(ctx.access, 'runBranch', vote.organisationId, ctx.now)
  const { memberId } = ctx.access
  const counts = isCounter(vote, memberId, runs)
  const own = ownGroupOf(vote)
  const boxId = own && vote.state !== 'draft' ? boxIdOf(vote, own) : null
  const done = vote.state === 'closed' || vote.state === 'published'
  const all = vote.named && (vote.state === 'published' || (runs && done))
  const going = vote.state === 'open' || vote.state === 'paused'
  const [entitlement, turnout, takenBy, { counted, entered }, answer, answers, given, now] = await Promise.all([
    boxId ? read('ballot_entitlements', `${boxId}_${memberId}`) : null, boxId ? read('turnouts', turnoutId(boxId, memberId)) : null,
    runs ? takenOf(vote) : new Map<string, number>(), (runs || counts) && vote.groups.length > 0 && vote.state !== 'draft' ? countsOf(vote) : { counted: new Set<string>(), entered: false },
    vote.named ? read('poll_answers', answerId(vote, memberId)) : null, all ? findAll('poll_answers', { voteId: vote._id, round: vote.round }) : [],
    vote.named && runs && going ? count('poll_answers', { voteId: vote._id, round: vote.round }) : null, runs && vote.state === 'draft' ? draftNow(vote, ctx.now) : null,
  ])
  const cast = turnout !== null && own !== null && turnout.group === own.key
  // Whoever has voted is no longer asked to; the vote itself leaves no note.
  if (cast && vote.state === 'open') await markItem(memberId, inboxId('vote', itemRefOf(vote)), 'taken')
  const noOwn = whyNoOwn(vote, entitlement, ctx.caller.accountId)
  const entitled = own ? noOwn === null : vote.named ? vote.electors.some(one => one.memberId === memberId) : vote.state !== 'draft' && vote.present.includes(memberId)
  return { runs, memberId, boundAt: ctx.access.boundAt, keeps: readerOf(ctx, vote).keeps, entitled, noOwn, taken: cast, counts, answer: answer?.choice ?? null, takenBy, counted, entered, answers, given, now }
}
