/** What a pile of paper ballots can come to, and who may count it (DOMAIN.md §1). Pure. */
import { isNameWritten, nameWritten } from '../../../types/ballots'
import { statesOf } from '../../../types/contracts/codes-ballots'
import type { Refusal } from '../../../types/contracts/errors'
import type { Asked, BallotBox, Balloting, BallotGroup, Election, PaperTally, Review, Vote } from '../../platform/documents'
import { isRebound } from '../../regulations/named-rules'

type AnyBalloting = Review | Vote | Election

const wrong = (what: string): Refusal => ({ code: 'paperWrong', detail: { what } })
const sum = (counts: Record<string, number>): number => Object.values(counts).reduce((all, n) => all + n, 0)

/** A count as it is kept: every choice of every question, names as they are counted, nobody who was written in by none. */
export function tidied(asked: Pick<Asked, 'questions' | 'choices'>, counts: PaperTally): PaperTally {
  const blank = Object.fromEntries(asked.choices.map(choice => [choice, 0]))
  const others: Record<string, number> = {}
  for (const [written, n] of Object.entries(counts.others)) {
    const name = nameWritten(written)
    if (n > 0) others[name] = (Object.hasOwn(others, name) ? others[name]! : 0) + n
  }
  return { ...counts, answers: { ...Object.fromEntries(asked.questions.map(({ key }) => [key, blank])), ...Object.fromEntries(Object.entries(counts.answers).map(([key, answers]) => [key, { ...blank, ...answers }])) }, others }
}

/** Papers of a group that can have been given out at most: one for everybody counted present, or entitled where nobody is, who has not voted on a phone. */
export function mostPapers(balloting: AnyBalloting, group: Pick<BallotGroup, 'key' | 'entry' | 'entitled'>, taken: number): number {
  return Math.max(sharedOut(balloting, group) - taken, 0)
}

function sharedOut(balloting: AnyBalloting, { key, entry, entitled }: Pick<BallotGroup, 'key' | 'entry' | 'entitled'>): number {
  if (balloting.ballotKind === 'election') return balloting.ballots.find(ballot => ballot.key === key)?.present ?? 0
  if (balloting.ballotKind === 'review' || balloting.kind === 'poll' || entry === 'written') return entitled
  return balloting.presentCount ?? (balloting.present.length || entitled)
}

/**
 * What is wrong with a tidied count; null where it can be. More papers returned than given out void a statutory vote:
 * that is entered as it is, and then nothing that was chosen has to add up.
 * @param given papers that were given out by name; null where they are not
 */
export function whyCannotBe(asked: Asked, most: number, counts: PaperTally, given: number | null = null): Refusal | null {
  const { issued, returned, invalid } = counts
  if (asked.hands) return whyHandsWrong(asked, most, counts)
  if (given !== null && issued !== given) return wrong(`按姓名发出了${given}张，填的是${issued}张`)
  if (issued > most) return wrong(`最多发出${most}张，填的是${issued}张`)
  const voids = asked.noReceipts === true && returned > issued
  if (returned > issued && !voids) return wrong(`收回${returned}张，比发出的${issued}张多`)
  if (invalid > returned) return wrong(`无效${invalid}张，比收回的${returned}张多`)
  return unknownIn(asked, counts) ?? (voids ? null : whyRowsWrong(asked, counts)) ?? whyOthersWrong(asked, counts, voids)
}

/** Hands of those present: each is raised once at most, nothing is given out, and nothing is void. */
function whyHandsWrong(asked: Asked, present: number, counts: PaperTally): Refusal | null {
  const { issued, returned, invalid } = counts
  if (returned > present) return wrong(`到会${present}人，举手一共${returned}人，多了`)
  if (issued !== returned || invalid > 0) return wrong('举手表决只填举手的人数')
  return unknownIn(asked, counts) ?? whyRowsWrong(asked, counts) ?? whyOthersWrong(asked, counts, false)
}

function unknownIn(asked: Asked, { answers }: PaperTally): Refusal | null {
  const keys = new Set(asked.questions.map(({ key }) => key))
  if (Object.keys(answers).some(key => !keys.has(key))) return wrong('票上没有这一项')
  return Object.values(answers).some(row => Object.keys(row).some(choice => !asked.choices.includes(choice))) ? wrong('没有这个选项') : null
}

/** Every valid paper says something of every question: one that is left blank abstains. */
function whyRowsWrong({ questions }: Asked, { returned, invalid, answers }: PaperTally): Refusal | null {
  const valid = returned - invalid
  const row = questions.find(({ key }) => sum(answers[key] ?? {}) !== valid)
  return row ? wrong(`“${row.name}”各项加起来是${sum(answers[row.key] ?? {})}，有效票是${valid}张（没填的算弃权）`) : null
}

function whyOthersWrong({ questions, seats }: Asked, { returned, invalid, answers, others }: PaperTally, voids: boolean): Refusal | null {
  const names = Object.keys(others)
  if (!seats) return names.length > 0 ? wrong('这张票不能另选他人') : null
  const odd = names.find(name => !isNameWritten(name))
  if (odd !== undefined) return wrong('另选的人请只写姓名')
  const candidate = names.find(name => questions.some(question => nameWritten(question.name) === name))
  if (candidate) return wrong(`${candidate}是候选人，请填在候选人那一行`)
  if (voids) return null
  const valid = returned - invalid
  const many = names.find(name => others[name]! > valid)
  if (many) return wrong(`另选${many}的有${others[many]!}张，有效票是${valid}张`)
  const [written, against, inFavour] = [sum(others), ...[seats.against, seats.choice].map(choice => questions.reduce((all, { key }) => all + (answers[key]?.[choice] ?? 0), 0))] as [number, number, number]
  if (written > against) return wrong(`另选他人一共${written}，比不赞成的${against}多`)
  return inFavour + written > seats.n * valid ? wrong(`赞成和另选一共${inFavour + written}，${valid}张有效票、每张最多选${seats.n}人，最多是${seats.n * valid}`) : null
}

/** Whether somebody is voted on: a candidate, or whom a vote is about. At a review all are, and count nevertheless. */
export const isOnBallot = (balloting: AnyBalloting, memberId: string): boolean => {
  if (balloting.ballotKind === 'review') return false
  return balloting.ballotKind === 'election' ? balloting.candidates.some(candidate => candidate.memberId === memberId) : balloting.subjects.some(({ key }) => key === memberId)
}

const whyNotIn = ({ state, ballotKind }: Pick<Balloting, 'state' | 'ballotKind'>, states: Balloting['state'][]): Refusal | null => (states.includes(state) ? null : { code: 'reviewState', detail: { state: statesOf(ballotKind)[state] } })

/** Why no paper is given out by name: members do not vote on phones here, or it is not the time. */
export const whyCannotGive = (balloting: Pick<Balloting, 'state' | 'ballotKind'>, { entry }: Pick<BallotGroup, 'entry'>): Refusal | null =>
  (entry === 'roster' ? whyNotIn(balloting, ['open', 'paused']) : { code: 'reviewNoGroup' })

/** Why these may not count: it is over, one alone cannot agree with anybody, or one of them is voted on. */
export function whyCannotSetCounters(balloting: AnyBalloting, people: { memberId: string; name: string }[]): Refusal | null {
  const onBallot = people.find(({ memberId }) => isOnBallot(balloting, memberId))
  return whyNotIn(balloting, ['draft', 'open', 'paused']) ?? (onBallot ? { code: 'counterOnBallot', detail: { name: onBallot.name } } : people.length === 1 ? { code: 'counterOne' } : null)
}

/** How often one person enters a count of a pile: enough to correct a slip, too few to find out by trying what another has entered. */
export const MOST_TRIES = 4

/** Who enters a count. `counts`: it is their task; `boundAt`: since when this account is theirs; `tries`: how often they have. */
export interface Counter { memberId: string; name: string; counts: boolean; boundAt: Date; tries: number }

/** Why somebody may not enter a count of a group: it is not their task, they are voted on, it is not the time, or they have tried often enough. */
export function whyCannotCount(balloting: AnyBalloting, group: string, box: Pick<BallotBox, 'paper' | 'state'> | null, me: Counter): Refusal | null {
  if (isOnBallot(balloting, me.memberId)) return { code: 'counterOnBallot', detail: { name: me.name } }
  if (!me.counts) return { code: 'notCounter' }
  const state = whyNotIn(balloting, ['open', 'paused'])
  if (state) return state
  const over = balloting.ballotKind === 'election' && balloting.current !== group
  if (over || (box?.paper && group in box.paper) || box?.state === 'void') return { code: 'paperTaken' }
  return whyNotTheirs(balloting, me) ?? (me.tries >= MOST_TRIES ? { code: 'counterTries', detail: { most: MOST_TRIES } } : null)
}

/** Whoever is named is named as the person whose account it is: one that was bound since is somebody else's, perhaps. */
const whyNotTheirs = (balloting: Pick<Balloting, 'counters' | 'openedAt'>, me: Counter): Refusal | null => (isRebound(balloting, me) ? { code: 'counterRebound' } : null)

/** Those who would count no more under others: who was named, and who has entered a count; nobody where nobody is named instead of those who lead. */
export function leftOff({ counters }: Pick<Balloting, 'counters'>, entered: readonly { memberId: string; memberName: string }[], wanted: string[]): { memberId: string; name: string }[] {
  const before = [...counters.map(({ memberId, name }) => ({ memberId, name })), ...(wanted.length > 0 ? entered.map(({ memberId, memberName }) => ({ memberId, name: memberName })) : [])]
  return before.filter(({ memberId }, n) => !wanted.includes(memberId) && before.findIndex(one => one.memberId === memberId) === n)
}
