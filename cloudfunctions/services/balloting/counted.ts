/** Ballots on paper: what people have counted of a pile, when two agree, how it enters a box, and what phones and paper come to together. */
import type { Refusal } from '../../../types/contracts/errors'
import { _, change, count, find, findAll, read } from '../../platform/database'
import type { Asked, BallotBox, PaperCount, PaperTally } from '../../platform/documents'
import { guard, refuse } from '../../platform/errors'
import { boxIdOf, type AnyBalloting } from './asked'
import { groupOf } from './load'

type Entry = Pick<PaperCount, 'memberId' | 'accountId' | 'counts' | 'key' | 'withdrawn'>

/** What each person who still counts entered last, in no order of persons that says anything. Pure. */
export function standing<E extends Entry>(entries: readonly E[]): E[] {
  const last = new Map<string, E>()
  for (const entry of [...entries].sort((a, b) => (a.key < b.key ? -1 : 1))) last.set(entry.memberId, entry)
  return [...last.values()].filter(({ withdrawn }) => !withdrawn)
}

/** A count as it is compared: nothing of the order in which it was written, and nought is as if it were left out. */
const sorted = (counts: Record<string, number>): [string, number][] => Object.entries(counts).filter(([, n]) => n > 0).sort(([a], [b]) => (a < b ? -1 : 1))
const comparable = ({ issued, returned, invalid, answers, others }: PaperTally): string =>
  JSON.stringify([issued, returned, invalid, Object.keys(answers).sort().map(key => [key, sorted(answers[key]!)]), sorted(others)])

/** Whether two counts are the same, however they are written. Pure. */
export const isSameCount = (a: PaperTally, b: PaperTally): boolean => comparable(a) === comparable(b)

/** Whether these are two people: two members with two accounts. */
const areTwo = (entries: readonly Entry[]): boolean => new Set(entries.map(({ accountId }) => accountId)).size > 1

/**
 * The count on which all agree who have entered one, by what each entered last: two people or more. Null where fewer have
 * entered, or where one of them differs: nobody is outvoted, so that no third makes a count against two. Pure.
 */
export function agreedOf(entries: readonly Entry[]): PaperTally | null {
  const now = standing(entries)
  return areTwo(now) && now.every(({ counts }) => isSameCount(counts, now[0]!.counts)) ? now[0]!.counts : null
}

/** Whether somebody else has entered the same as this entry: such a pair stands, whoever of the two counts no more. Pure. */
export const isPaired = (entry: Entry, entries: readonly Entry[]): boolean =>
  areTwo([entry, ...standing(entries).filter(other => other.memberId !== entry.memberId && isSameCount(other.counts, entry.counts))])

/** How often somebody has entered a count of this pile since beginning to count. Pure. */
export function triesOf(entries: readonly Entry[], memberId: string): number {
  const own = entries.filter(entry => entry.memberId === memberId).sort((a, b) => (a.key < b.key ? -1 : 1))
  return own.length - 1 - own.findLastIndex(({ withdrawn }) => withdrawn)
}

/** Whether people have entered what differs. Pure. */
export const areApart = (entries: readonly Entry[]): boolean => standing(entries).length > 1 && standing(entries).some(({ counts }, _n, all) => !isSameCount(counts, all[0]!.counts))

/** Each counts so often before it is told where they differ: who is told at once need not count, only change row after row. */
const COUNTED_TWICE = 2

/** The rows in which people differ, as they are told: none before each of them has counted twice. Pure. */
export const rowsTold = (asked: Pick<Asked, 'questions' | 'hands'>, entries: readonly Entry[]): string[] =>
  (standing(entries).every(({ memberId }) => triesOf(entries, memberId) >= COUNTED_TWICE) ? rowsApart(asked, entries) : [])

/** The rows in which people differ, in words; which numbers they wrote is not in it. Pure. */
function rowsApart(asked: Pick<Asked, 'questions' | 'hands'>, entries: readonly Entry[]): string[] {
  const counts = standing(entries).map(entry => entry.counts)
  const differ = (part: (of: PaperTally) => unknown): boolean => new Set(counts.map(one => JSON.stringify(part(one)))).size > 1
  return [
    ...(asked.hands ? [] : [['发出', 'issued'], ['收回', 'returned'], ['无效', 'invalid']] as const).filter(([, key]) => differ(one => one[key])).map(([name]) => name),
    ...asked.questions.filter(({ key }) => differ(one => sorted(one.answers[key] ?? {}))).map(({ name }) => name),
    ...(differ(one => sorted(one.others)) ? ['另选他人'] : []),
  ]
}

/** Everything that was entered of a box's pile. One operation. */
export const entriesOf = (boxId: string): Promise<PaperCount[]> => findAll('paper_counts', { boxId })

/** The count of a box's pile on which two people agree (agreedOf). One operation. */
export const agreedPaper = async (boxId: string): Promise<PaperTally | null> => agreedOf(await entriesOf(boxId))

/** The groups on whose pile two people agree. One operation. */
export const groupsCounted = async (balloting: Pick<AnyBalloting, '_id' | 'round' | 'groups'>): Promise<Set<string>> => (await countsOf(balloting)).counted

/** The groups on whose pile two people agree, and whether anybody has entered a count at all, also who was replaced since. One operation. */
export async function countsOf(balloting: Pick<AnyBalloting, '_id' | 'round' | 'groups'>): Promise<{ counted: Set<string>; entered: boolean }> {
  const entries = await findAll('paper_counts', { boxId: _.in(balloting.groups.map(group => boxIdOf(balloting, group))) })
  const counted = new Set(balloting.groups.filter(group => agreedOf(entries.filter(({ boxId }) => boxId === boxIdOf(balloting, group)))).map(({ key }) => key))
  return { counted, entered: entries.length > 0 }
}

/** Whether anybody has entered a count of a pile in this round. One operation. */
export const hasCounts = async (balloting: Pick<AnyBalloting, '_id' | 'round' | 'groups'>): Promise<boolean> =>
  (await find('paper_counts', { boxId: _.in(balloting.groups.map(group => boxIdOf(balloting, group))) }, { limit: 1, fields: ['_id'] })).length > 0

/**
 * A group's pile: whether it must be counted, who has counted it, and how many of the group have voted on phones.
 * `given`: papers that were given out by name, of a group whose members vote by themselves; null of any other.
 */
export interface Pile { name: string; onPaper: boolean; entitled: number; taken: number; given: number | null; asked: Pick<Asked, 'questions' | 'hands'>; entries: readonly Entry[] }

/**
 * Why a pile is not ready to be counted with the rest: a group on paper has one that two people agree on, and so has one
 * in which papers were given out by name, of exactly so many; any other may have one, and once somebody has entered it two
 * must agree, and nobody has voted twice. Pure.
 */
export function whyPileWaits({ name, onPaper, entitled, taken, given, asked, entries }: Pile): Refusal | null {
  if (standing(entries).length === 0) return onPaper || given ? { code: 'paperUncounted', detail: { group: name } } : null
  const agreed = agreedOf(entries)
  if (!agreed) {
    // Of entries that are alike there are not two people's.
    if (!areApart(entries)) return { code: 'paperUncounted', detail: { group: name } }
    const rows = rowsTold(asked, entries)
    return { code: 'paperDiffers', detail: { group: name, rows: rows.length > 0 ? rows.join('、') : '有的行' } }
  }
  if (given !== null) return agreed.issued === given ? null : { code: 'paperGiven', detail: { group: name, given, issued: agreed.issued } }
  const both = taken + agreed.returned
  return !onPaper && both > entitled ? { code: 'paperWrong', detail: { what: `“${name}”应有${entitled}张票，手机投了${taken}张，纸质票收回${agreed.returned}张，合起来多了` } } : null
}

/**
 * Which of these groups still waits for a count; null where all may be closed. For closing, before the boxes are closed.
 * Up to three operations a group.
 * @param keys the groups that are closed now: of an election its ballot; all where left out
 */
export async function whyPaperWaits(balloting: AnyBalloting, keys: string[] = balloting.groups.map(({ key }) => key)): Promise<Refusal | null> {
  const found = await Promise.all(keys.map(async key => {
    const { boxId } = groupOf(balloting, key)
    const [box, entries] = await Promise.all([read('ballot_boxes', boxId), entriesOf(boxId)])
    return box ? whyPileWaits(await pileOf(box, key, entries)) : null
  }))
  return found.find(refusal => refusal !== null) ?? null
}

async function pileOf(box: BallotBox, key: string, entries: readonly Entry[]): Promise<Pile> {
  const { name, entitled, paper = false, byName = false } = box.groups.find(group => group.key === key) ?? refuse('reviewNoGroup')
  const [taken, given] = await Promise.all([entries.length > 0 && !paper && !byName ? count('turnouts', { boxId: box._id, group: key }) : 0, byName ? papersGiven(box._id) : null])
  return { name, onPaper: paper, entitled, taken, given, asked: box.asked, entries }
}

/** How many members of a box were given a paper, by name. One operation. */
export const papersGiven = (boxId: string): Promise<number> => count('ballot_entitlements', { boxId, paper: true })

/**
 * Takes the count of a group's pile over into its box, which takes no ballots any more (closeBox). Safe to repeat: what
 * was taken over first stands, also that there was nothing, whatever is entered later. Refuses where the pile waits for a count, so that the vote is
 * not closed and the pile can still be counted. Three operations at most, and one on a repeat.
 */
export async function takePaper(boxId: string, key: string): Promise<BallotBox> {
  const box = await read('ballot_boxes', boxId)
  if (box?.state !== 'closed') refuse('notFound')
  if (box.paper && key in box.paper) return box
  const entries = await entriesOf(boxId)
  guard(whyPileWaits(await pileOf(box, key, entries)))
  return await change('ballot_boxes', { _id: boxId, state: 'closed', [`paper.${key}`]: _.exists(false) }, { [`paper.${key}`]: _.set(agreedOf(entries)) }) ?? (await read('ballot_boxes', boxId))!
}

/** What a group came to. `ballots` are the valid ones, `fromPaper` those of them that are paper; of a ballot on a phone, giving out and returning are one. */
export interface Total { ballots: number; fromPaper: number; issued: number; returned: number; invalid: number; answers: Record<string, Record<string, number>>; others: Record<string, number> }

const added = (a: Record<string, number> = {}, b: Record<string, number> = {}): Record<string, number> => {
  const sum = { ...a }
  for (const [key, n] of Object.entries(b)) sum[key] = (Object.hasOwn(sum, key) ? sum[key]! : 0) + n
  return sum
}

/** Phones and paper of a group together. Noughts where nothing was counted. Pure. */
export function totalOf(box: Pick<BallotBox, 'asked' | 'tally' | 'paper'> | null, key: string): Total {
  const phones = box?.tally?.[key]
  const paper = box?.paper?.[key]
  const onPhones = phones?.ballots ?? 0
  const fromPaper = paper ? Math.max(paper.returned - paper.invalid, 0) : 0
  const answersTo = (question: string) => added(added(Object.fromEntries((box?.asked.choices ?? []).map(choice => [choice, 0])), phones?.answers[question]), paper?.answers[question])
  return {
    ballots: onPhones + fromPaper, fromPaper, issued: onPhones + (paper?.issued ?? 0), returned: onPhones + (paper?.returned ?? 0), invalid: paper?.invalid ?? 0,
    answers: Object.fromEntries((box?.asked.questions ?? []).map(question => [question.key, answersTo(question.key)])),
    others: added(phones?.others, paper?.others),
  }
}
