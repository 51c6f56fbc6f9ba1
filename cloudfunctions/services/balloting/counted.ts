/** Ballots on paper: what people have counted of a pile, when two agree, how it enters a box, and what phones and paper come to together. */
import type { Refusal } from '../../../types/contracts/errors'
import { _, change, count, findAll, read } from '../../platform/database'
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

/**
 * The count on which two people agree: two members with two accounts, by what each entered last. Null where fewer have
 * entered, where they differ, or where two counts have two people each. Pure.
 */
export function agreedOf(entries: readonly Entry[]): PaperTally | null {
  const said = new Map<string, Entry[]>()
  for (const entry of standing(entries)) said.set(comparable(entry.counts), [...said.get(comparable(entry.counts)) ?? [], entry])
  const agreed = [...said.values()].filter(same => new Set(same.map(({ accountId }) => accountId)).size > 1)
  return agreed.length === 1 ? agreed[0]![0]!.counts : null
}

/** The rows in which people differ, in words; which numbers they wrote is not in it. Pure. */
export function rowsApart(asked: Pick<Asked, 'questions'>, entries: readonly Entry[]): string[] {
  const counts = standing(entries).map(entry => entry.counts)
  const differ = (part: (of: PaperTally) => unknown): boolean => new Set(counts.map(one => JSON.stringify(part(one)))).size > 1
  return [
    ...([['发出', 'issued'], ['收回', 'returned'], ['无效', 'invalid']] as const).filter(([, key]) => differ(one => one[key])).map(([name]) => name),
    ...asked.questions.filter(({ key }) => differ(one => sorted(one.answers[key] ?? {}))).map(({ name }) => name),
    ...(differ(one => sorted(one.others)) ? ['另选他人'] : []),
  ]
}

/** Everything that was entered of a box's pile. One operation. */
export const entriesOf = (boxId: string): Promise<PaperCount[]> => findAll('paper_counts', { boxId })

/** The count of a box's pile on which two people agree (agreedOf). One operation. */
export const agreedPaper = async (boxId: string): Promise<PaperTally | null> => agreedOf(await entriesOf(boxId))

/** The groups on whose pile two people agree. One operation. */
export async function groupsCounted(balloting: Pick<AnyBalloting, '_id' | 'round' | 'groups'>): Promise<Set<string>> {
  const entries = await findAll('paper_counts', { boxId: _.in(balloting.groups.map(group => boxIdOf(balloting, group))) })
  return new Set(balloting.groups.filter(group => agreedOf(entries.filter(({ boxId }) => boxId === boxIdOf(balloting, group)))).map(({ key }) => key))
}

/** A group's pile: whether it must be counted, who has counted it, and how many of the group have voted on phones. */
export interface Pile { name: string; onPaper: boolean; entitled: number; taken: number; asked: Pick<Asked, 'questions'>; entries: readonly Entry[] }

/**
 * Why a pile is not ready to be counted with the rest: a group on paper has one that two people agree on; any other may
 * have one, and once somebody has entered it two must agree, and nobody has voted twice. Pure.
 */
export function whyPileWaits({ name, onPaper, entitled, taken, asked, entries }: Pile): Refusal | null {
  if (standing(entries).length === 0) return onPaper ? { code: 'paperUncounted', detail: { group: name } } : null
  const agreed = agreedOf(entries)
  if (!agreed) {
    // Of entries that are alike there are not two people's.
    const rows = rowsApart(asked, entries)
    return rows.length === 0 ? { code: 'paperUncounted', detail: { group: name } } : { code: 'paperDiffers', detail: { group: name, rows: rows.join('、') } }
  }
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
  const { name, entitled, paper = false } = box.groups.find(group => group.key === key) ?? refuse('reviewNoGroup')
  return { name, onPaper: paper, entitled, taken: entries.length > 0 && !paper ? await count('turnouts', { boxId: box._id, group: key }) : 0, asked: box.asked, entries }
}

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
