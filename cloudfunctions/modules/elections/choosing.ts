/** Who of the elected does what, what the superior is told and what it decides (DOMAIN.md §1). Pure. */
import { posts as postLabels, type Post } from '../../../types/contracts/codes'
import type { Refusal } from '../../../types/contracts/errors'
import { dayInWords } from '../../../types/words'
import type { Election, Organisation } from '../../platform/documents'
import { electionThresholds, hasQuorum } from '../../regulations/election-rules'
import { isShare } from '../../regulations/majority-rules'
import { postsOfKind } from '../../regulations/organisation-rules'
import { singlePosts } from '../../regulations/powers'
import { termMonthsOf, termUntil } from '../../regulations/term-rules'
import { whyNotSettled } from './result'
import { isGone, isSettled, seatedOf, valid } from './seating'
import type { Sitting } from './sitting'
import { currentOf, quorumOf, whyNotNow } from './rules'

/** Posts that those who are elected may have: a branch without a committee has a secretary and, where needed, a deputy. */
export const mayHold = (body: Election['body']): readonly Post[] => (body === 'committee' ? postsOfKind.branch : ['secretary', 'deputySecretary'])
/** Posts that the committee elects; the others it divides among itself. */
const votedOn: readonly Post[] = ['secretary', 'deputySecretary']

export interface Given { memberId: string; post: Post; inFavour: number }
const wrong = (what: string): Refusal => ({ code: 'electionDivision', detail: { what } })

/** Those who were voted on by the committee. */
export const voted = (chosen: Pick<Given, 'memberId' | 'post'>[]): string[] => chosen.filter(({ post }) => votedOn.includes(post)).map(({ memberId }) => memberId)
/** Whether somebody enters the committee's votes for the own post. Of a branch without a committee none are entered. */
export const isOwnCount = ({ body }: Pick<Election, 'body'>, chosen: Pick<Given, 'memberId' | 'post'>[], memberId: string): boolean => body === 'committee' && voted(chosen).includes(memberId)

type Choosing = Pick<Election, 'state' | 'body' | 'seats' | 'deputyOnly' | 'candidates' | 'standsFor' | 'ballots' | 'current' | 'left' | 'gone' | 'occasion' | 'approval'>
/** Whether the committee can elect its secretary now; where there is none, the assembly has voted on each post. */
export function whyCannotDivide(election: Choosing): Refusal | null {
  if (election.approval) return { code: 'electionApproved' }
  return whyNotNow(election, 'choose') ?? whyNotSettled(election, '不能分工') ?? (election.body === 'secretary' ? { code: 'electionNoCommittee' } : null)
}

/** What the committee has decided. `replaced`: posts of those who sit in it that end with a by-election. */
export interface Division { present: number; chosen: Given[]; replaced?: string[] | undefined }

/** Why a division of work cannot be taken: one secretary, everybody elected has a post, and the committee's own votes suffice. `sitting`: of a by-election. */
export function whyCannotChoose(election: Choosing, { day, present, chosen, replaced = [] }: Division & { day: string }, today: string, sitting: Sitting[] = []): Refusal | null {
  const early = whyCannotDivide(election)
  if (early) return early
  const held = heldOnOf(election)
  if (day < held || day > today) return { code: 'datesWrong', detail: { what: day > today ? '日期不能晚于今天' : `日期不能早于大会投票的${held}` } }
  if (replaced.some(postId => !sitting.some(one => one.postId === postId))) return { code: 'electionSitting' }
  const staying = sitting.filter(({ postId }) => !replaced.includes(postId))
  // Whoever gives up one post for another stays in the committee by the other.
  const people = [...seatedOf(election), ...sitting]
  if (chosen.some(({ memberId }) => !people.some(one => one.memberId === memberId))) return wrong(sitting.length > 0 ? '只能在当选的同志和现任支委中选' : '只能在当选的同志中选')
  const foreign = chosen.find(({ post }) => !mayHold(election.body).includes(post))
  if (foreign) return wrong(`这里不设${postLabels[foreign.post]}`)
  const twice = chosen.find(one => staying.some(({ memberId, post }) => memberId === one.memberId && post === one.post))
  if (twice) return wrong(`${people.find(({ memberId }) => memberId === twice.memberId)!.name}已经担任${postLabels[twice.post]}`)
  if (new Set(chosen.map(({ memberId, post }) => `${memberId} ${post}`)).size < chosen.length) return wrong('同一位同志的同一职务写了两次')
  const committee = new Set([...seatedOf(election), ...staying, ...chosen].map(({ memberId }) => memberId))
  return whyNotOne(election, chosen, staying) ?? whyFewVotes(committee.size, present, chosen)
}

/** A new committee has one of each single post; after a by-election there is none twice. */
function whyNotOne({ occasion }: Pick<Election, 'occasion'>, chosen: Given[], staying: Sitting[]): Refusal | null {
  for (const post of singlePosts) {
    const n = chosen.filter(one => one.post === post).length
    const now = staying.find(one => one.post === post)
    if (occasion !== 'byElection' && n !== 1) return wrong(`${postLabels[post]}要选出1位，不多不少`)
    if (n > 1) return wrong(`${postLabels[post]}只能选1位`)
    if (n === 1 && now) return wrong(`${postLabels[post]}现由${now.name}担任，请写明由这次选出的同志接替`)
  }
  return null
}

/** Of a committee: as many of it are there as an election asks for, and more than half of those there are in favour of secretary and deputy. */
function whyFewVotes(all: number, present: number, chosen: Given[]): Refusal | null {
  if (present > all) return wrong(`委员会只有${all}人，到会不能有${present}人`)
  if (!hasQuorum(present, all)) return wrong(`委员${all}人，到会${present}人，要有${quorumOf(all)}人以上到会（${electionThresholds.quorum.regulation}${electionThresholds.quorum.article}）`)
  const over = chosen.find(({ inFavour }) => inFavour > present)
  if (over) return wrong(`${postLabels[over.post]}得${over.inFavour}票，比到会的${present}人还多`)
  const few = chosen.find(({ post, inFavour }) => votedOn.includes(post) && !isShare(inFavour, present, electionThresholds.elected.value))
  return few ? wrong(`${postLabels[few.post]}得${few.inFavour}票，要超过到会${present}人的一半`) : null
}

const order = Object.keys(postLabels)
const inOrder = (given: Election['chosen']): Election['chosen'] => given.sort((a, b) => order.indexOf(a.post) - order.indexOf(b.post))

/** The division of work as it is kept: who is seated and not named is a member of the committee. */
export function divisionOf(election: Choosing, { present, chosen }: Division, sitting: Sitting[] = []): Election['chosen'] {
  const seated = seatedOf(election)
  const nameOf = (memberId: string): string => [...seated, ...sitting].find(one => one.memberId === memberId)!.name
  const given = [...chosen, ...seated.filter(({ memberId }) => !chosen.some(one => one.memberId === memberId)).map(({ memberId }) => ({ memberId: memberId!, post: 'committeeMember' as const, inFavour: 0 }))]
  return inOrder(given.map(({ memberId, post, inFavour }) => ({ memberId, name: nameOf(memberId), post, inFavour, present })))
}

/** Who has which post: as the committee has divided its work; where there is none, as the assembly has voted on each post. */
export function postsGiven(election: Choosing & Pick<Election, 'chosen'>): Election['chosen'] {
  if (election.body === 'committee' || !isSettled(election)) return election.chosen
  return inOrder(valid(election).flatMap(({ post, present, votes, elected }) => (votes ?? []).flatMap(({ key, memberId, name, inFavour }) =>
    (elected.includes(key) && memberId !== null && !isGone(election, memberId) ? [{ memberId, name, post: post ?? 'secretary', inFavour, present }] : []))))
}

/** Whether a post of which there is one is given to two: of the assembly's own the deputy's too. */
export function whyTwice({ body }: Pick<Election, 'body'>, given: Pick<Given, 'post'>[]): Refusal | null {
  const ones = body === 'committee' ? singlePosts : votedOn
  const twice = ones.find(post => given.filter(one => one.post === post).length > 1)
  return twice ? wrong(`${postLabels[twice]}只能有1位，现在写了不止1位，请支部核对`) : null
}

/** Whether the result may be reported: everything is filled. */
export function whyCannotReport(election: Choosing & Pick<Election, 'chosen'>): Refusal | null {
  if (election.approval) return { code: 'electionApproved' }
  return whyNotNow(election, 'report') ?? whyNotSettled(election, '不能上报') ?? (postsGiven(election).length === 0 ? { code: 'electionUndivided' } : whyTwice(election, postsGiven(election)))
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

/** The day of the assembly: of the ballot that was counted last. A term begins on it, whenever it is approved. */
export const heldOnOf = (election: Pick<Election, 'ballots' | 'current'>): string => currentOf(election).heldOn ?? ''

/** The term of those who are elected: from the assembly; after a by-election until the term of those who sit ends. */
export function termOf(election: Pick<Election, 'ballots' | 'current'> & Ending, organisation: Pick<Organisation, 'kind' | 'termMonths'>, sitting: Sitting[]): { months: number; from: string; until: string } {
  const [from, months] = [heldOnOf(election), termMonthsOf(organisation) ?? 0]
  return { months, from, until: runningUntil(election, sitting) ?? termUntil(from, months) }
}

/** The end of the term in which a by-election is held: of those who sit on; where nobody does, of those whose posts it ends. Who acts for the time being has none. */
function runningUntil(election: Ending, sitting: Sitting[]): string | undefined {
  if (election.occasion !== 'byElection') return undefined
  const ending = endingWith(election, sitting).map(({ postId }) => postId)
  const lastOf = (posts: Sitting[]): string | undefined => posts.flatMap(({ until, acting }) => (until !== null && !acting ? [until] : [])).sort().at(-1)
  return lastOf(sitting.filter(({ postId }) => !ending.includes(postId))) ?? lastOf(sitting)
}

/** Why there is no by-election on a day: the term that it would fill is over, and the whole committee is to be elected. */
export function whyTermOver(election: Ending, sitting: Sitting[], day: string): Refusal | null {
  const until = runningUntil(election, sitting)
  return until !== undefined && until < day ? { code: 'electionTermOver', detail: { until: dayInWords(until) } } : null
}

type Ending = Pick<Election, 'occasion' | 'replaced' | 'body' | 'chosen'>

/** Posts that end with the approval: of a new committee all that run; of a by-election those that were named, and a single post that is filled anew where the assembly itself elects. */
export function endingWith(election: Ending, sitting: Sitting[]): Sitting[] {
  if (election.occasion !== 'byElection') return sitting
  const filled = election.body === 'secretary' ? election.chosen.map(({ post }) => post).filter(post => singlePosts.includes(post)) : []
  return sitting.filter(({ postId, post }) => (election.replaced ?? []).includes(postId) || filled.includes(post))
}
