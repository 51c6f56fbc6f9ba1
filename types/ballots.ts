/** How a ballot is written out: the same on the phone, which commits itself to it row by row, and on the server, which keeps it. Pure. */

/** One sign a question, then what was written in, in ASCII: so a byte is a character and lengths say nothing. */
export const ballotSigns = '0123456789abcdefghijklmnopqrstuvwxyz'
const ascii = (text: string): string => text.replace(/[\u0080-\uffff]/g, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** Characters that a name which is written in may have. */
export const OTHER_NAME = 20
/** A name that is written in, as it is kept and counted: spaces and the forms of a middle dot say nothing. */
export const nameWritten = (typed: string): string => typed.normalize('NFKC').replace(/\s+/g, '').replace(/[.•‧・･∙⋅]/g, '·')
/** Whether that is a name: letters of any script, what stands between its parts, and what tells namesakes apart. Nothing else becomes the name of a field. */
export const isNameWritten = (name: string): boolean => /^\p{L}[\p{L}\p{M}\p{N}·'’()-]*$/u.test(name)

export interface GivenAnswers { answers: readonly { key: string; choice: string }[]; /** Written in, in place of whom one refuses. */ others?: readonly string[] }
/** What a box asks, as far as a ballot is written by it. `seats`: so many may be elected, null or left out where nobody is. */
export interface AskedOnBallot { questions: readonly { key: string }[]; choices: readonly string[]; blank: string; seats?: number | null }

/** The length of every ballot of a box: of what is sent, and of what is kept. */
export const lengthOfBallot = ({ questions, seats }: Pick<AskedOnBallot, 'questions' | 'seats'>): number => questions.length + (seats ? 3 + seats * (OTHER_NAME * 6 + 3) : 0)

/**
 * A ballot's text: the index of each question's choice in the order of the questions; a question left blank has the choice
 * that stands for it. Quotation marks and backslashes take a second character wherever a text is sent or exported as JSON:
 * signs that no name contains stand for them, so that no request is longer for a name. As long as every other of its box.
 */
export function ballotText(asked: AskedOnBallot, { answers, others = [] }: GivenAnswers): string {
  const by = new Map(answers.map(({ key, choice }) => [key, choice]))
  const line = asked.questions.map(({ key }) => ballotSigns[asked.choices.indexOf(by.get(key) ?? asked.blank)]!).join('')
  const names = others.length > 0 ? `|${ascii(JSON.stringify(others.map(nameWritten).sort()))}`.replace(/"/g, '!').replace(/\\/g, '~') : ''
  return `${line}${names}`.padEnd(lengthOfBallot(asked), ' ')
}

/** What a ballot's text says, in the order of the questions; null where no ballot reads so. */
export function readBallot(asked: AskedOnBallot, text: string): { choices: string[]; others: string[] } | null {
  const { length } = asked.questions
  const choices = [...text.slice(0, length)].map(sign => asked.choices[ballotSigns.indexOf(sign)])
  const rest = text.slice(length).trimEnd()
  if (choices.length < length || choices.some(choice => choice === undefined) || (rest !== '' && !rest.startsWith('|'))) return null
  const others = rest === '' ? [] : namesIn(rest.slice(1).replace(/!/g, '"').replace(/~/g, '\\'))
  return others && { choices: choices as string[], others }
}

function namesIn(json: string): string[] | null {
  try {
    const names: unknown = JSON.parse(json)
    return Array.isArray(names) && names.every(name => typeof name === 'string') ? names : null
  } catch {
    return null
  }
}

/** Characters of a row's nonce and of a commitment: 16 bytes in base64url. To fit another choice to a commitment that is there, 2¹²⁸ would have to be tried; collisions, which take 2⁶⁴, help only whoever makes the ballot. */
export const MARK = 22
/** Characters of a ballot's nonce: 16 random bytes as hexadecimal digits. */
export const NONCE = 32
/** sha256 of an ASCII text in base64url. */
export type Hash = (text: string) => string

/** The nonce of one row, from the ballot's: rows whose nonces are known do not show that they stood on one ballot. */
export const rowNonce = (nonce: string, question: string, hash: Hash): string => hash(`${nonce}\n${question}`).slice(0, MARK)
/** The commitment of one row: nobody finds the choice from it without the nonce, and no other choice fits it. config/recount.mjs makes the same. */
export const rowCommitment = (boxId: string, question: string, choice: string, nonce: string, hash: Hash): string => hash(`${boxId}\n${question}\n${choice}\n${nonce}`).slice(0, MARK)

/** The commitments of all rows, in the order of the questions. */
export const commitmentsTo = (boxId: string, questions: readonly { key: string }[], choices: readonly string[], nonce: string, hash: Hash): string[] =>
  questions.map(({ key }, n) => rowCommitment(boxId, key, choices[n]!, rowNonce(nonce, key, hash), hash))
/** What the phone sends of its commitments: the server keeps the ballot only where it comes to the same. */
export const checkOf = (commitments: readonly string[], hash: Hash): string => hash(commitments.join('\n')).slice(0, MARK)

/** A ballot as the phone sends it, and what the phone keeps of it once it has arrived: its commitments, nothing of which shows a choice. */
export interface SentBallot { ballot: string; receipt?: { nonce: string; check: string } }
interface PaperToFill { boxId: string; questions: readonly { key: string }[]; choices: readonly { key: string }[]; blank: string; seats: number | null; receipts: boolean }

/** @param nonce 16 random bytes as hexadecimal digits */
export function sealedBallot(paper: PaperToFill, given: GivenAnswers, nonce: string, hash: Hash): { sent: SentBallot; commitments: string[] } {
  const asked = { ...paper, choices: paper.choices.map(({ key }) => key) }
  const ballot = ballotText(asked, given)
  if (!paper.receipts) return { sent: { ballot }, commitments: [] }
  const commitments = commitmentsTo(paper.boxId, paper.questions, readBallot(asked, ballot)!.choices, nonce, hash)
  return { sent: { ballot, receipt: { nonce, check: checkOf(commitments, hash) } }, commitments }
}
