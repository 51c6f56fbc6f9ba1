/** What a ballot says, written so that every ballot of a box is as long; read back, counted, and given out so that nothing of one ballot hangs together. Pure. */
import { createHash } from 'node:crypto'
import { ballotSigns, ballotText, committed, isNameWritten, nameWritten } from '../../../types/ballots'
import type { Refusal } from '../../../types/contracts/errors'
import type { Asked, Tally } from '../../platform/documents'

/** A ballot as the phone sends it. */
export interface GivenBallot { answers: { key: string; choice: string }[]; /** Written in, in place of whom one refuses. */ others?: string[] }

/** Characters that a name which is written in may have. */
export const OTHER_NAME = 20

/** The length of every ballot of a box. */
export const ballotLength = (asked: Asked): number => asked.questions.length + (asked.seats ? 3 + asked.seats.n * (OTHER_NAME * 6 + 3) : 0)

/** What is wrong with a ballot; null where it may go in. */
export function whyCannotCast(asked: Asked, { answers, others = [] }: GivenBallot): Refusal | null {
  const wrong = (what: string): Refusal => ({ code: 'ballotWrong', detail: { what } })
  const keys = new Set(asked.questions.map(({ key }) => key))
  const seen = new Set<string>()
  for (const { key, choice } of answers) {
    if (!keys.has(key)) return wrong('票上没有这一项')
    if (seen.has(key)) return wrong('同一项只能选一次')
    seen.add(key)
    if (!asked.choices.includes(choice)) return wrong('没有这个选项')
  }
  if (!asked.seats) return others.length > 0 ? wrong('这张票不能另选他人') : null
  const { n, choice, against } = asked.seats
  const names = others.map(nameWritten)
  if (names.some(name => !isNameWritten(name) || name.length > OTHER_NAME)) return wrong('另选的人要写清姓名')
  if (new Set(names).size < names.length || names.some(name => asked.questions.some(question => nameWritten(question.name) === name))) return wrong('另选的人重复了，或已经在候选人里')
  if (names.length > answers.filter(answer => answer.choice === against).length) return wrong('不赞成几位，才可以另选几位')
  const chosen = answers.filter(answer => answer.choice === choice).length + names.length
  return chosen > n ? wrong(`应选${n}人，您选了${chosen}人，多选的票无效，请改正`) : null
}

/**
 * A judged ballot as it is stored. Quotation marks and backslashes take a second character wherever a text is sent or
 * exported as JSON: a request would be longer for each name. So signs that no name contains stand for them.
 */
export const written = (asked: Asked, ballot: GivenBallot): string => ballotText(asked, ballot).replaceAll('"', '!').replaceAll('\\', '~')
const asJson = (kept: string): string => kept.replaceAll('!', '"').replaceAll('~', '\\')

interface Choices { choices: string[]; others: string[] }
/** What a stored ballot says, in the order of the questions. */
export function readBack(asked: Asked, text: string): Choices {
  const { length } = asked.questions
  return { choices: [...text.slice(0, length)].map(sign => asked.choices[ballotSigns.indexOf(sign)]!), others: text.length > length ? JSON.parse(asJson(text.slice(length + 1))) as string[] : [] }
}

/** The choices of all ballots, group by group and question by question, each list sorted by itself: which choices stood on one ballot is not in it. */
export type Sheets = Record<string, { ballots: number; answers: Record<string, string[]>; others: string[] }>

export function sheetsOf(asked: Asked, ballots: Record<string, string[]>): Sheets {
  return Object.fromEntries(Object.entries(ballots).map(([group, texts]) => {
    const read = texts.map(text => readBack(asked, text))
    return [group, {
      ballots: texts.length,
      answers: Object.fromEntries(asked.questions.map(({ key }, n) => [key, read.map(({ choices }) => choices[n]!).sort()])),
      others: read.flatMap(({ others }) => others).sort(),
    }]
  }))
}

const counted = (list: string[], from: Record<string, number> = {}): Record<string, number> => {
  const counts = { ...from }
  for (const one of list) counts[one] = (Object.hasOwn(counts, one) ? counts[one]! : 0) + 1
  return counts
}

/** What the sheets come to. */
export const tallyOf = (asked: Asked, sheets: Sheets): Tally => Object.fromEntries(Object.entries(sheets).map(([group, { ballots, answers, others }]) => [group, {
  ballots, answers: Object.fromEntries(Object.entries(answers).map(([key, list]) => [key, counted(list, Object.fromEntries(asked.choices.map(choice => [choice, 0])))])), others: counted(others),
}]))

/**
 * The hash that is published: sha256 over the lines `group⇥question⇥choice`, one for each choice, sorted, each ended by a
 * line feed; others written in stand under the question `*`, ballots under `#`. config/recount.mjs makes the same.
 */
export function fingerprintOf(sheets: Sheets): string {
  const lines = Object.entries(sheets).flatMap(([group, { ballots, answers, others }]) => [
    `${group}\t#\t${ballots}`, ...Object.entries(answers).flatMap(([key, list]) => list.map(choice => `${group}\t${key}\t${choice}`)), ...others.map(other => `${group}\t*\t${other}`),
  ])
  return createHash('sha256').update(lines.sort().map(line => `${line}\n`).join('')).digest('hex')
}

/** The commitment of a ballot, as the phone makes it too. */
export const commitmentOf = (boxId: string, text: string, nonce: string): string => createHash('sha256').update(committed(boxId, text, nonce)).digest('base64url')
