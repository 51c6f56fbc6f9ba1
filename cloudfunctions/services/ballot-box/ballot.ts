/** What a ballot says, written so that every ballot of a box is as long; read back, counted, and given out so that nothing of one ballot hangs together. Pure. */
import { createHash } from 'node:crypto'
import { ballotText, checkOf, commitmentsTo, isNameWritten, lengthOfBallot, MARK, nameWritten, NONCE, OTHER_NAME, readBallot, rowNonce, type AskedOnBallot, type Hash, type SentBallot } from '../../../types/ballots'
import type { Refusal } from '../../../types/contracts/errors'
import type { Asked, Tally } from '../../platform/documents'

/** A ballot as the phone sends it. */
export interface GivenBallot { answers: { key: string; choice: string }[]; /** Written in, in place of whom one refuses. */ others?: string[] }

/** What a box asks, as a ballot is written by it on the phone, too. */
const onBallot = (asked: Asked): AskedOnBallot => ({ questions: asked.questions, choices: asked.choices, blank: asked.blank, seats: asked.seats?.n ?? null })

/** The length of every ballot of a box. */
export const ballotLength = (asked: Asked): number => lengthOfBallot(onBallot(asked))
/** Characters of a box's nonces and of its commitments: none where no receipts are given. */
export const receiptLength = ({ questions, noReceipts }: Asked): { nonce: number; commitments: number } => (noReceipts ? { nonce: 0, commitments: 0 } : { nonce: NONCE, commitments: questions.length * MARK })

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

/** A judged ballot as it is stored. */
export const written = (asked: Asked, ballot: GivenBallot): string => ballotText(onBallot(asked), ballot)

/** What a stored ballot says, in the order of the questions. */
export const readBack = (asked: Asked, text: string): { choices: string[]; others: string[] } => readBallot(onBallot(asked), text) ?? { choices: asked.questions.map(() => asked.blank), others: [] }

/** A ballot as it lies in its box: `nonce` and `commitments` are empty where no receipts are given. */
export interface KeptBallot { content: string; nonce: string; commitments: string }

/**
 * A ballot that was sent, as it is to be kept. Refused is one that is not written as the phone writes it, that may not go
 * in, or whose commitments do not open to what it says: nobody could find it again.
 */
export function keptOf(boxId: string, asked: Asked, { ballot, receipt }: SentBallot): KeptBallot | Refusal {
  const wrong: Refusal = { code: 'ballotWrong', detail: { what: '票和票箱要的对不上，请重新扫码' } }
  const said = readBallot(onBallot(asked), ballot)
  if (!said || !receipt !== (asked.noReceipts === true)) return wrong
  const given = { answers: asked.questions.map(({ key }, n) => ({ key, choice: said.choices[n]! })), others: said.others }
  const refusal = whyCannotCast(asked, given)
  if (refusal) return refusal
  if (written(asked, given) !== ballot) return wrong
  if (!receipt) return { content: ballot, nonce: '', commitments: '' }
  const commitments = commitmentsTo(boxId, asked.questions, said.choices, receipt.nonce, hash)
  return checkOf(commitments, hash) === receipt.check ? { content: ballot, nonce: receipt.nonce, commitments: commitments.join('') } : wrong
}

/**
 * The choices of all ballots, group by group and question by question, each list sorted by itself: which choices stood on
 * one ballot is not in it. `nonces`, where receipts are given: what opens the commitment of the choice at the same place.
 */
export type Sheets = Record<string, { ballots: number; answers: Record<string, string[]>; nonces?: Record<string, string[]>; others: string[] }>

type Lying = Pick<KeptBallot, 'content' | 'nonce'>
export function sheetsOf(asked: Asked, ballots: Record<string, Lying[]>): Sheets {
  return Object.fromEntries(Object.entries(ballots).map(([group, lying]) => {
    const read = lying.map(({ content, nonce }) => ({ ...readBack(asked, content), nonce }))
    const rows = asked.questions.map(({ key }, n) => [key, read.map(({ choices, nonce }) => ({ choice: choices[n]!, nonce: asked.noReceipts ? '' : rowNonce(nonce, key, hash) })).sort(byChoice)] as const)
    const listed = (what: 'choice' | 'nonce') => Object.fromEntries(rows.map(([key, list]) => [key, list.map(row => row[what])]))
    return [group, { ballots: lying.length, answers: listed('choice'), ...(!asked.noReceipts && { nonces: listed('nonce') }), others: read.flatMap(({ others }) => others).sort() }]
  }))
}

interface Row { choice: string; nonce: string }
const byChoice = (a: Row, b: Row): number => (`${a.choice} ${a.nonce}` < `${b.choice} ${b.nonce}` ? -1 : 1)

/** How many rows do not open the commitment that came with them: somebody has altered what lay in the box. */
export function alteredIn({ _id, asked }: { _id: string; asked: Asked }, ballots: readonly KeptBallot[]): number {
  if (asked.noReceipts) return 0
  return ballots.reduce((all, { content, nonce, commitments }) => {
    const opened = commitmentsTo(_id, asked.questions, readBack(asked, content).choices, nonce, hash)
    return all + opened.filter((one, n) => one !== commitments.slice(n * MARK, (n + 1) * MARK)).length
  }, 0)
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
 * The hash that is published: sha256 over the box's salt, a line feed, and the lines `group⇥question⇥choice`, with `⇥nonce`
 * where receipts are given, one for each choice, sorted, each ended by a line feed; others written in stand under the
 * question `*`, ballots under `#`. config/recount.mjs makes the same. Who has not the salt finds out nothing from it,
 * however few the ballots are.
 */
export function fingerprintOf(sheets: Sheets, salt: string): string {
  const lines = Object.entries(sheets).flatMap(([group, { ballots, answers, nonces, others }]) => [
    `${group}\t#\t${ballots}`, ...others.map(other => `${group}\t*\t${other}`),
    ...Object.entries(answers).flatMap(([key, list]) => list.map((choice, n) => `${group}\t${key}\t${choice}${nonces ? `\t${nonces[key]![n]!}` : ''}`)),
  ])
  return createHash('sha256').update(`${salt}\n${lines.sort().map(line => `${line}\n`).join('')}`).digest('hex')
}

/** sha256 in base64url, as the phone makes it too. */
export const hash: Hash = text => createHash('sha256').update(text).digest('base64url')
