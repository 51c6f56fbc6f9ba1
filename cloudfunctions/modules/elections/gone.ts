/** Somebody who was elected and has left before the approval. */
import type { elections } from '../../../types/contracts/elections'
import type { Refusal } from '../../../types/contracts/errors'
import type { ModuleHandlers } from '../../platform/context'
import type { Election } from '../../platform/documents'
import { guard } from '../../platform/errors'
import { dayOf } from '../../platform/time'
import { singlePosts } from '../../regulations/powers'
import { closeReport } from '../../services/balloting/told-above'
import { electionLed, takenBack, tapOf, write } from './load'
import { whyNotNow } from './rules'
import { electedOf, fits, valid } from './seating'
import { electedPeople, whyTakesNothing, type Person } from './seats'
import { sittingIn, type Sitting } from './sitting'

/** Why somebody who is elected cannot be marked as gone (`left`), or taken back (null): the roster says who has left. */
export function whyNotGone(election: Parameters<typeof fits>[0] & Pick<Election, 'state' | 'approval' | 'organisationId'>, memberId: string, left: { day: string } | null, member: Person | undefined, today: string): Refusal | null {
  if (election.approval) return { code: 'electionApproved' }
  const early = whyNotNow(election, 'choose')
  if (early) return early
  const elected = electedOf(election).find(one => one.memberId === memberId)
  const marked = election.gone?.some(one => one.memberId === memberId) ?? false
  if (!elected || (left === null && !marked)) return { code: 'electionNotElected' }
  // Whose seat was filled again since does not come back beside who has it now.
  if (left === null) return fits({ ...election, gone: (election.gone ?? []).filter(one => one.memberId !== memberId) }) ? null : { code: 'electionSeatFilled', detail: { name: elected.name } }
  const held = valid(election).find(ballot => electedOf({ ballots: [ballot] }).some(one => one.memberId === memberId))?.heldOn ?? ''
  if (left.day < held || left.day > today) return { code: 'datesWrong', detail: { what: left.day > today ? '日期不能晚于今天' : `日期不能早于当选的${held}` } }
  return whyTakesNothing(member, election.organisationId) ? null : { code: 'electionNotGone', detail: { name: elected.name } }
}

type Division = Pick<Election, 'chosen' | 'chosenOn' | 'chosenBy' | 'replaced'>
/**
 * The division of work without somebody, of a by-election with those who sit: where that was the secretary, or had the
 * post of somebody who gives it up for this, or where somebody comes back, the committee decides anew.
 */
export function withoutOf({ chosen, chosenOn, replaced = [] }: Pick<Election, 'chosen' | 'chosenOn' | 'replaced'>, memberId: string, left: boolean, sitting: Sitting[] = []): Partial<Division> {
  const given = chosen.filter(one => one.memberId === memberId).map(({ post }) => post)
  const takesOver = sitting.some(({ postId, post }) => replaced.includes(postId) && given.includes(post))
  if (!left || takesOver || given.some(post => singlePosts.includes(post))) return { chosen: [], chosenOn: null, chosenBy: null, replaced: [] }
  return { chosen: chosen.filter(one => one.memberId !== memberId), chosenOn }
}

export const goneHandlers: Pick<ModuleHandlers<typeof elections>, 'elections.gone'> = {
  'elections.gone': async (ctx, input) => {
    const election = await electionLed(ctx, input.electionId)
    if (election.lastTap === tapOf(ctx)) return takenBack(election)
    const { memberId, left } = input
    guard(whyNotGone(election, memberId, left, (await electedPeople(election)).get(memberId), dayOf(ctx.now)))
    const others = (election.gone ?? []).filter(one => one.memberId !== memberId)
    const name = electedOf(election).find(one => one.memberId === memberId)!.name
    const gone = left ? [...others, { memberId, name, day: left.day, reason: left.reason, byName: ctx.access.memberName, at: ctx.now }] : others
    // What the superior was told is taken back with it: it is told again as it is now.
    const { version } = await write(ctx, election, input.version, { gone, ...withoutOf(election, memberId, left !== null, await sittingIn(election)), reportedAt: null, above: [], reportedKey: '' })
    if (election.reportedAt) await closeReport(election)
    return { version }
  },
}
