/** Who of the elected does what, what the superior is told and what it decides (DOMAIN.md §1). Pure. */
import { posts as postLabels, type Post } from '../../../types/contracts/codes'
import type { Refusal } from '../../../types/contracts/errors'
import { dayPlus } from '../../../types/words'
import type { Election } from '../../platform/documents'
import { electionThresholds } from '../../regulations/election-rules'
import { isShare, majorities, neededOf } from '../../regulations/majority-rules'
import { postsOfKind } from '../../regulations/organisation-rules'
import { singlePosts } from '../../regulations/powers'
import { plusMonths } from '../../regulations/roster-rules'
import { electedOf, whyNotSettled } from './result'
import { currentOf, whyNotNow } from './rules'

/** Posts that those who are elected may have: a branch without a committee has a secretary and, where needed, a deputy. */
export const mayHold = (body: Election['body']): readonly Post[] => (body === 'committee' ? postsOfKind.branch : ['secretary', 'deputySecretary'])
/** Posts that the committee elects; the others it divides among itself. */
const votedOn: readonly Post[] = ['secretary', 'deputySecretary']

export interface Given { memberId: string; post: Post; inFavour: number }
const wrong = (what: string): Refusal => ({ code: 'electionDivision', detail: { what } })

type Choosing = Pick<Election, 'state' | 'body' | 'ballots' | 'current' | 'left' | 'approval'>
/** Whether the committee can elect its secretary now. */
export const whyCannotDivide = (election: Choosing): Refusal | null =>
  (election.approval ? { code: 'electionApproved' } : whyNotNow(election, 'choose') ?? whyNotSettled(election, '不能分工'))

/** Why a division of work cannot be taken: one secretary, everybody elected has a post, and the committee's own votes suffice. */
export function whyCannotChoose(election: Choosing, { day, present, chosen }: { day: string; present: number; chosen: Given[] }, today: string): Refusal | null {
  const early = whyCannotDivide(election)
  if (early) return early
  const held = currentOf(election).heldOn ?? ''
  if (day < held || day > today) return { code: 'datesWrong', detail: { what: day > today ? '日期不能晚于今天' : `日期不能早于大会投票的${held}` } }
  const elected = electedOf(election)
  if (chosen.some(({ memberId }) => !elected.some(one => one.memberId === memberId))) return wrong('只能在当选的同志中选')
  const foreign = chosen.find(({ post }) => !mayHold(election.body).includes(post))
  if (foreign) return wrong(`这里不设${postLabels[foreign.post]}`)
  for (const post of singlePosts) if (chosen.filter(one => one.post === post).length !== 1) return wrong(`${postLabels[post]}要选出1位，不多不少`)
  if (new Set(chosen.map(({ memberId, post }) => `${memberId} ${post}`)).size < chosen.length) return wrong('同一位同志的同一职务写了两次')
  if (election.body === 'secretary') return new Set(chosen.map(({ memberId }) => memberId)).size < elected.length || chosen.length > elected.length ? wrong('当选的每位同志各任一个职务') : null
  return whyFewVotes(elected.length, present, chosen)
}

/** Of a committee: at least half of it is there, and more than half of those there are in favour of secretary and deputy. */
function whyFewVotes(all: number, present: number, chosen: Given[]): Refusal | null {
  const { committeePresent } = majorities
  if (present > all) return wrong(`委员会只有${all}人，到会不能有${present}人`)
  if (!isShare(present, all, committeePresent.value)) return wrong(`委员${all}人，到会${present}人，要有${neededOf(all, committeePresent.value)}人以上到会（${committeePresent.regulation}${committeePresent.article}）`)
  const over = chosen.find(({ inFavour }) => inFavour > present)
  if (over) return wrong(`${postLabels[over.post]}得${over.inFavour}票，比到会的${present}人还多`)
  const few = chosen.find(({ post, inFavour }) => votedOn.includes(post) && !isShare(inFavour, present, electionThresholds.elected.value))
  return few ? wrong(`${postLabels[few.post]}得${few.inFavour}票，要超过到会${present}人的一半`) : null
}

/** The division of work as it is kept: who is not named is a member of the committee; without a committee the assembly's votes count. */
export function divisionOf(election: Choosing, { present, chosen }: { present: number; chosen: Given[] }): Election['chosen'] {
  const order = Object.keys(postLabels)
  const elected = electedOf(election)
  const given = [...chosen, ...elected.filter(({ memberId }) => !chosen.some(one => one.memberId === memberId)).map(({ memberId }) => ({ memberId: memberId!, post: 'committeeMember' as const, inFavour: 0 }))]
  return given.map(({ memberId, post, inFavour }) => {
    const votes = elected.find(one => one.memberId === memberId)!
    const own = election.body === 'committee' ? { inFavour, present } : { inFavour: votes.inFavour, present: ballotOf(election, memberId).present }
    return { memberId, name: votes.name, post, ...own }
  }).sort((a, b) => order.indexOf(a.post) - order.indexOf(b.post))
}
const ballotOf = (election: Choosing, memberId: string) => election.ballots.find(({ voidReason, votes, elected }) => voidReason === null && votes?.some(one => one.memberId === memberId && elected.includes(one.key)))!

/** Whether the result may be reported: everything is filled. */
export function whyCannotReport(election: Choosing & Pick<Election, 'chosen'>): Refusal | null {
  if (election.approval) return { code: 'electionApproved' }
  return whyNotNow(election, 'report') ?? whyNotSettled(election, '不能上报') ?? (election.chosen.length === 0 ? { code: 'electionUndivided' } : null)
}

/** Who would approve: `hasAbove`: the branch has a superior; `fromAbove`: the caller's power comes from there. */
export interface Approver { hasAbove: boolean; fromAbove: boolean; memberId: string }
/** Whether somebody may approve: the superior, what was reported, and nobody the own post. */
export function whyCannotApprove(election: Pick<Election, 'reportedAt' | 'chosen' | 'approval'>, { hasAbove, fromAbove, memberId }: Approver): Refusal | null {
  if (hasAbove && !fromAbove) return { code: 'electionFromAbove' }
  if (election.approval) return { code: 'electionApproved' }
  if (!election.reportedAt) return { code: 'electionNotReported' }
  return hasAbove && election.chosen.some(one => one.memberId === memberId) ? { code: 'ownPost' } : null
}

/** Whether the day of an approval can be right. */
export function whyWrongApproval({ chosenOn }: Pick<Election, 'chosenOn'>, day: string, today: string): Refusal | null {
  if (day > today) return { code: 'datesWrong', detail: { what: '日期不能晚于今天' } }
  return chosenOn !== null && day < chosenOn ? { code: 'datesWrong', detail: { what: `日期不能早于选出书记的${chosenOn}` } } : null
}

/** The last day of a term that begins on a day. */
export const termUntil = (since: string): string => dayPlus(plusMonths(since, electionThresholds.term.value), -1)
