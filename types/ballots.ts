/** How a ballot is written out: the same on the phone, which commits itself to it, and on the server, which keeps it. Pure. */

/** One sign a question, then what was written in, in ASCII: so a byte is a character and lengths say nothing. */
export const ballotSigns = '0123456789abcdefghijklmnopqrstuvwxyz'
const ascii = (text: string): string => text.replace(/[\u0080-\uffff]/g, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** A name that is written in, as it is kept and counted: spaces and the forms of a middle dot say nothing. */
export const nameWritten = (typed: string): string => typed.normalize('NFKC').replace(/\s+/g, '').replace(/[.•‧・･∙⋅]/g, '·')
/** Whether that is a name: letters of any script, what stands between its parts, and what tells namesakes apart. Nothing else becomes the name of a field. */
export const isNameWritten = (name: string): boolean => /^\p{L}[\p{L}\p{M}\p{N}·'’()-]*$/u.test(name)

export interface GivenAnswers { answers: readonly { key: string; choice: string }[]; /** Written in, in place of whom one refuses. */ others?: readonly string[] }

/** A ballot's text: the index of each question's choice in the order of the questions; a question left blank has the choice that stands for it. */
export function ballotText(asked: { questions: readonly { key: string }[]; choices: readonly string[]; blank: string }, { answers, others = [] }: GivenAnswers): string {
  const by = new Map(answers.map(({ key, choice }) => [key, choice]))
  const line = asked.questions.map(({ key }) => ballotSigns[asked.choices.indexOf(by.get(key) ?? asked.blank)]!).join('')
  return others.length > 0 ? `${line}|${ascii(JSON.stringify(others.map(nameWritten).sort()))}` : line
}

/** What is hashed (sha256) into a commitment: nobody finds the ballot from it, and no other ballot fits it. */
export const committed = (boxId: string, text: string, nonce: string): string => `${boxId}\n${text}\n${nonce}`
