import type * as z from '../../../types/contracts/zod'
import type { ballots, PaperCounts } from '../../../types/contracts/ballots'
import { hasPowerIn } from '../../platform/access'
import type { MemberContext, ModuleHandlers } from '../../platform/context'
import { _, addOnce, change, count, find, read } from '../../platform/database'
import type { Asked, BallotBox, BallotGroup, PaperCount } from '../../platform/documents'
import { abilities, guard, refuse } from '../../platform/errors'
import { idFrom } from '../../platform/ids'
import { askedOf, labelsOf, type AnyBalloting } from '../../services/balloting/asked'
import { callCounters, dismissCounters } from '../../services/balloting/counters'
import { agreedOf, entriesOf, rowsApart, standing } from '../../services/balloting/counted'
import { ballotingLed, collectionOf, groupOf, readBalloting } from '../../services/balloting/load'
import { isPaper } from '../../services/balloting/opening'
import { shownPile } from '../../services/balloting/shown'
import { mostPapers, tidied, whyCannotBe, whyCannotCount, whyCannotSetCounters } from './paper-rules'

type Counting = 'ballots.counting' | 'ballots.count' | 'ballots.setCounters'

/** Paper ballots, counted by two people separately, who must agree. */
export const countingHandlers: Pick<ModuleHandlers<typeof ballots>, Counting> = {
  'ballots.setCounters': async (ctx, input) => {
    const balloting = await ballotingLed(ctx, input.kind, input.id)
    const wanted = [...new Set(input.memberIds)]
    const members = wanted.length > 0 ? await find('members', { _id: _.in(wanted), organisationId: balloting.organisationId, archived: false }, { limit: wanted.length }) : []
    if (members.length < wanted.length) refuse('notFound')
    const counters = members.map(({ _id, name }) => ({ memberId: _id, name }))
    guard(whyCannotSetCounters(balloting, counters))
    const set = await change(collectionOf[balloting.ballotKind], { _id: balloting._id, round: balloting.round, state: balloting.state }, { counters: _.set(counters) })
    if (!set) refuse('conflict')
    const gone = balloting.counters.filter(({ memberId }) => !wanted.includes(memberId))
    await withdraw(ctx, balloting, gone.map(({ memberId }) => memberId))
    await dismissCounters(balloting, undefined, gone)
    await callCounters({ ...balloting, counters }, ctx.now)
    return {}
  },

  'ballots.counting': async (ctx, input) => {
    const { balloting, group, box, asked, entries, counts } = await pileFor(ctx, input)
    if (!counts) refuse('notCounter')
    const last = standing(entries)
    const mine = last.find(({ memberId }) => memberId === ctx.access.memberId)?.counts ?? null
    const agreed = box?.paper?.[group.key] ?? agreedOf(entries)
    const labels = labelsOf(balloting)
    return {
      title: balloting.title, groupName: group.name, questions: asked.questions, choices: asked.choices.map(key => ({ key, label: labels[key] ?? '' })), seats: asked.seats?.n ?? null, most: await mostOf(balloting, group),
      mine, entered: last.map(({ memberId, memberName }) => ({ name: memberName, mine: memberId === ctx.access.memberId })), agreed: agreed && shownPile(asked, agreed, mine), differs: agreed ? [] : rowsApart(asked, entries),
      ...abilities({ count: whyCannotCount(balloting, group.key, box, { memberId: ctx.access.memberId, name: ctx.access.memberName, counts }) }),
    }
  },

  'ballots.count': async (ctx, input) => {
    const { balloting, group, box, asked, entries: before, counts } = await pileFor(ctx, input)
    const { memberId, memberName } = ctx.access
    guard(whyCannotCount(balloting, group.key, box, { memberId, name: memberName, counts }))
    const counted = tidied(asked, input.counts as z.output<typeof PaperCounts>)
    guard(whyCannotBe(asked, await mostOf(balloting, group), counted))
    const _id = idFrom('paperCount', ctx.caller.accountId, ctx.action, ctx.requestId)
    const earlier = before.filter(entry => entry._id !== _id)
    const key = keyAfter(earlier.filter(entry => entry.memberId === memberId).length, _id)
    await addOnce('paper_counts', { _id, boxId: group.boxId, organisationId: balloting.organisationId, memberId, memberName, accountId: ctx.caller.accountId, at: ctx.now, key, counts: counted })
    const entries = await entriesOf(group.boxId)
    const agreed = agreedOf(entries) !== null
    if (agreed) await dismissCounters(balloting, [group.key])
    else if (agreedOf(earlier)) await callCounters(balloting, ctx.now, [group.key])
    return { agreed, differs: agreed ? [] : rowsApart(asked, entries) }
  },
}

/** What those have entered who count no more is no longer compared with what others enter; it stays on record. */
async function withdraw(ctx: MemberContext, balloting: AnyBalloting, memberIds: string[]): Promise<void> {
  if (memberIds.length === 0) return
  for (const group of balloting.groups) {
    const { boxId } = groupOf(balloting, group.key)
    const entries = await entriesOf(boxId)
    for (const entry of standing(entries).filter(({ memberId }) => memberIds.includes(memberId))) {
      const _id = idFrom('paperWithdrawn', entry._id)
      await addOnce('paper_counts', { ...entry, _id, at: ctx.now, key: keyAfter(entries.filter(({ memberId }) => memberId === entry.memberId).length, _id), withdrawn: true })
    }
  }
}

/** Counted, not timed: of two entries of one person within an instant the later one stands. */
const keyAfter = (earlier: number, _id: string): string => String(earlier).padStart(6, '0') + _id

interface PileOfCaller { balloting: AnyBalloting; group: BallotGroup & { boxId: string }; box: BallotBox | null; asked: Asked; entries: PaperCount[]; /** Whether the caller may count here at all. */ counts: boolean }

/** A pile of the caller's own branch, or of a vote that the caller leads; `notFound` for every other. Three operations, one for what is refused. */
async function pileFor(ctx: MemberContext, input: { kind: AnyBalloting['ballotKind']; id: string; group: string }): Promise<PileOfCaller> {
  const balloting: AnyBalloting = await readBalloting(input.kind, input.id) ?? refuse('notFound')
  const { organisationId } = balloting
  const leads = hasPowerIn(ctx.access, 'runBranch', organisationId, ctx.now)
  if (!leads && ctx.access.organisationId !== organisationId) refuse('notFound')
  const group = groupOf(balloting, input.group)
  const [box, entries] = await Promise.all([read('ballot_boxes', group.boxId), entriesOf(group.boxId)])
  return { balloting, group, box, asked: box?.asked ?? askedOf(balloting, group), entries, counts: leads || balloting.counters.some(({ memberId }) => memberId === ctx.access.memberId) }
}

/** Papers of a group that can have been given out. One operation for a group that also votes on phones. */
const mostOf = async (balloting: AnyBalloting, group: BallotGroup & { boxId: string }): Promise<number> =>
  mostPapers(balloting, group, isPaper(group) ? 0 : await count('turnouts', { boxId: group.boxId, group: group.key }))
