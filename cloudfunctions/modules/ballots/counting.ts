import type * as z from '../../../types/contracts/zod'
import type { ballots, PaperCounts } from '../../../types/contracts/ballots'
import { hasPowerIn } from '../../platform/access'
import type { MemberContext, ModuleHandlers } from '../../platform/context'
import { _, addOnce, change, count, find, findAll, read } from '../../platform/database'
import type { Asked, BallotBox, BallotGroup, PaperCount } from '../../platform/documents'
import { abilities, guard, refuse } from '../../platform/errors'
import { idFrom } from '../../platform/ids'
import { askedOf, labelsOf, type AnyBalloting } from '../../services/balloting/asked'
import { callCounters, dismissCounters, goneOut, isCounter, whyCannotCheck } from '../../services/balloting/counters'
import { agreedOf, areApart, entriesOf, isPaired, papersGiven, rowsTold, standing, triesOf } from '../../services/balloting/counted'
import { ballotingLed, collectionOf, groupOf, readBalloting } from '../../services/balloting/load'
import { isPaper } from '../../services/balloting/opening'
import { shownPile } from '../../services/balloting/shown'
import { guardFactor } from '../../services/second-factor'
import { leftOff, MOST_TRIES, mostPapers, tidied, whyCannotBe, whyCannotCount, whyCannotGive, whyCannotSetCounters, type Counter } from './paper-rules'
import { namesGiven } from './papers'

type Counting = 'ballots.counting' | 'ballots.count' | 'ballots.setCounters'

/** Paper ballots, counted by two people separately, who must agree. */
export const countingHandlers: Pick<ModuleHandlers<typeof ballots>, Counting> = {
  'ballots.setCounters': async (ctx, input) => {
    const balloting = await ballotingLed(ctx, input.kind, input.id)
    const wanted = [...new Set(input.memberIds)]
    const members = wanted.length > 0 ? await find('members', { _id: _.in(wanted), organisationId: balloting.organisationId, archived: false }, { limit: wanted.length }) : []
    if (members.length < wanted.length) refuse('notFound')
    // Whoever was named before stays as named then.
    const counters = members.map(({ _id, name }) => balloting.counters.find(({ memberId }) => memberId === _id) ?? { memberId: _id, name, since: ctx.now })
    guard(whyCannotSetCounters(balloting, counters))
    const piles = await pilesOf(balloting)
    const entered = piles.flatMap(entries => standing(entries).filter(entry => !isPaired(entry, entries)))
    const gone = leftOff(balloting, entered, wanted)
    const replaced = piles.some(entries => entries.length > 0) ? gone : []
    if (replaced.length > 0) {
      if (!input.reason) refuse('counterReason')
      guardFactor(ctx)
    }
    const before = balloting.countersGone ?? []
    const told = replaced.filter(one => !before.some(({ memberId, reason, round }) => memberId === one.memberId && reason === input.reason && round === balloting.round))
      .map(one => ({ ...one, byName: ctx.access.memberName, at: ctx.now, reason: input.reason!, round: balloting.round }))
    const set = await change(collectionOf[balloting.ballotKind], { _id: balloting._id, round: balloting.round, state: balloting.state }, { counters: _.set(counters), ...(told.length > 0 && { countersGone: _.set([...before, ...told]) }) })
    if (!set) refuse('conflict')
    for (const entries of piles) await withdraw(ctx, entries, gone.map(({ memberId }) => memberId))
    await dismissCounters(balloting, undefined, gone)
    await callCounters({ ...balloting, counters }, ctx.now)
    return {}
  },

  'ballots.counting': async (ctx, input) => {
    const { balloting, group, box, asked, entries, leads } = await pileFor(ctx, input)
    const { memberId } = ctx.access
    if (!leads && !balloting.counters.some(one => one.memberId === memberId)) refuse('notCounter')
    const last = standing(entries)
    const mine = last.find(entry => entry.memberId === memberId)?.counts ?? null
    const agreed = box?.paper?.[group.key] ?? agreedOf(entries)
    const labels = labelsOf(balloting)
    const given = group.entry === 'roster' ? await namesGiven(group.boxId) : null
    return {
      title: balloting.title, groupName: group.name, questions: asked.questions, choices: asked.choices.map(key => ({ key, label: labels[key] ?? '' })), seats: asked.seats?.n ?? null, hands: asked.hands === true, most: given?.length ?? await mostOf(balloting, group), given,
      mine, entered: last.map(entry => ({ name: entry.memberName, mine: entry.memberId === memberId })), agreed: agreed && shownPile(asked, agreed, mine, !isPaper(group)),
      apart: !agreed && areApart(entries), differs: agreed ? [] : rowsTold(asked, entries), left: Math.max(MOST_TRIES - triesOf(entries, memberId), 0), gone: goneOut(balloting),
      ...abilities({ count: whyCannotCount(balloting, group.key, box, counterOf(ctx, balloting, entries, leads)), givePaper: leads ? whyCannotGive(balloting, group) : { code: 'forbidden' }, check: whyCannotCheck({ ...balloting, groups: [group] }, ctx.access, leads) }),
    }
  },

  'ballots.count': async (ctx, input) => {
    const { balloting, group, box, asked, entries: before, leads } = await pileFor(ctx, input)
    const { memberId, memberName } = ctx.access
    const _id = idFrom('paperCount', ctx.caller.accountId, ctx.action, ctx.requestId)
    const earlier = before.filter(entry => entry._id !== _id)
    guard(whyCannotCount(balloting, group.key, box, counterOf(ctx, balloting, earlier, leads)))
    const counted = tidied(asked, input.counts as z.output<typeof PaperCounts>)
    const given = group.entry === 'roster' ? await papersGiven(group.boxId) : null
    guard(whyCannotBe(asked, given ?? await mostOf(balloting, group), counted, given))
    const key = keyAfter(earlier.filter(entry => entry.memberId === memberId).length, _id)
    await addOnce('paper_counts', { _id, boxId: group.boxId, organisationId: balloting.organisationId, memberId, memberName, accountId: ctx.caller.accountId, at: ctx.now, key, counts: counted })
    const entries = await entriesOf(group.boxId)
    const agreed = agreedOf(entries) !== null
    if (agreed) await dismissCounters(balloting, [group.key])
    else if (agreedOf(earlier)) await callCounters(balloting, ctx.now, [group.key])
    return { agreed, apart: areApart(entries), differs: rowsTold(asked, entries) }
  },
}

const counterOf = (ctx: MemberContext, balloting: AnyBalloting, entries: PaperCount[], leads: boolean): Counter =>
  ({ memberId: ctx.access.memberId, name: ctx.access.memberName, counts: isCounter(balloting, ctx.access.memberId, leads), boundAt: ctx.access.boundAt, tries: triesOf(entries, ctx.access.memberId) })

/** What was entered of each pile that can be counted now. One operation, none before the opening. */
async function pilesOf(balloting: AnyBalloting): Promise<PaperCount[][]> {
  if (balloting.state === 'draft') return []
  const boxIds = balloting.groups.filter(({ key }) => balloting.ballotKind !== 'election' || key === balloting.current).map(({ key }) => groupOf(balloting, key).boxId)
  const all = await findAll('paper_counts', { boxId: _.in(boxIds) })
  return boxIds.map(boxId => all.filter(entry => entry.boxId === boxId))
}

/** What those have entered who count no more is no longer compared with what others enter; it stays on record. What two have entered alike stands. */
async function withdraw(ctx: MemberContext, entries: PaperCount[], memberIds: string[]): Promise<void> {
  for (const entry of standing(entries).filter(one => memberIds.includes(one.memberId) && !isPaired(one, entries))) {
    const _id = idFrom('paperWithdrawn', entry._id)
    await addOnce('paper_counts', { ...entry, _id, at: ctx.now, key: keyAfter(entries.filter(({ memberId }) => memberId === entry.memberId).length, _id), withdrawn: true })
  }
}

/** Counted, not timed: of two entries of one person within an instant the later one stands. */
const keyAfter = (earlier: number, _id: string): string => String(earlier).padStart(6, '0') + _id

interface PileOfCaller { balloting: AnyBalloting; group: BallotGroup & { boxId: string }; box: BallotBox | null; asked: Asked; entries: PaperCount[]; leads: boolean }

/** A pile of the caller's own branch, or of a vote that the caller leads; `notFound` for every other. Three operations, one for what is refused. */
async function pileFor(ctx: MemberContext, input: { kind: AnyBalloting['ballotKind']; id: string; group: string }): Promise<PileOfCaller> {
  const balloting: AnyBalloting = await readBalloting(input.kind, input.id) ?? refuse('notFound')
  const { organisationId } = balloting
  const leads = hasPowerIn(ctx.access, 'runBranch', organisationId, ctx.now)
  if (!leads && ctx.access.organisationId !== organisationId) refuse('notFound')
  const group = groupOf(balloting, input.group)
  const [box, entries] = await Promise.all([read('ballot_boxes', group.boxId), entriesOf(group.boxId)])
  return { balloting, group, box, asked: box?.asked ?? askedOf(balloting, group), entries, leads }
}

/** Papers of a group that can have been given out. One operation for a group that also votes on phones. */
const mostOf = async (balloting: AnyBalloting, group: BallotGroup & { boxId: string }): Promise<number> =>
  mostPapers(balloting, group, isPaper(group) ? 0 : await count('turnouts', { boxId: group.boxId, group: group.key }))
