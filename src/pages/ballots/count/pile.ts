/** A pile of paper ballots as one person counts it: what was typed, what still does not add up. Pure. */
import { isNameWritten, nameWritten } from '../../../../types/ballots'
import type { OutputOf } from '../../../../types/contracts'
import type { PaperCounts } from '../../../../types/contracts/ballots'
import type * as z from '../../../../types/contracts/zod'
import { handCounts, handsSay } from './hands'

export type Counting = OutputOf<'ballots.counting'>
type Counts = z.infer<typeof PaperCounts>
/** `statutory`: more papers back than given out void the vote and are entered as they are. */
export type Asked = Pick<Counting, 'questions' | 'choices' | 'seats' | 'most'> & { statutory: boolean; hands?: boolean }

/** As typed: empty where nothing has been. An abstention that is not typed is what is left. */
export interface Pile { issued: string; returned: string; invalid: string; answers: Record<string, Record<string, string>>; others: { name: string; n: string }[] }

const ABSTAIN = 'abstain'
/** Whoever leaves a question blank abstains, so the rest is known. */
export const isRest = (choice: string): boolean => choice === ABSTAIN

const num = (text: string | undefined): number => Number(text?.trim() || 0)
const isTyped = (text: string | undefined): boolean => (text ?? '').trim() !== ''
const sum = (numbers: number[]): number => numbers.reduce((all, n) => all + n, 0)

/** Nothing typed; or what this person entered before, without the rows in which two people differ: those are counted anew. */
export function pileOf({ mine, questions, differs, given }: Counting): Pile {
  // Given out by name, they need not be counted.
  const named = given === null ? null : String(given.length)
  if (!mine) return { issued: named ?? '', returned: '', invalid: '', answers: {}, others: [] }
  const anew = (row: string): boolean => differs.includes(row)
  const text = (row: string, n: number): string => (anew(row) ? '' : String(n))
  return {
    issued: named ?? text('发出', mine.issued), returned: text('收回', mine.returned), invalid: text('无效', mine.invalid),
    answers: Object.fromEntries(questions.filter(({ name }) => !anew(name)).map(({ key }) => [key, Object.fromEntries(Object.entries(mine.answers[key] ?? {}).map(([choice, n]) => [choice, String(n)]))])),
    others: anew('另选他人') ? [] : Object.entries(mine.others ?? {}).map(([name, n]) => ({ name, n: String(n) })),
  }
}

/** Ballots that count; null while the pile itself is not yet counted. */
export function validOf({ returned, invalid }: Pile): number | null {
  if (!isTyped(returned) || !isTyped(invalid)) return null
  return Math.max(num(returned) - num(invalid), 0)
}

/** What the pile says of a question, without an abstention that was not typed. */
const typedSum = (pile: Pile, key: string): number => sum(Object.values(pile.answers[key] ?? {}).map(num))

/** The abstentions of a question that follow from the rest; null where they were typed, or nothing was. */
export function restOf(pile: Pile, key: string): number | null {
  const valid = validOf(pile)
  const typed = Object.entries(pile.answers[key] ?? {}).filter(([, text]) => isTyped(text))
  if (valid === null || typed.length === 0 || typed.some(([choice]) => choice === ABSTAIN)) return null
  return Math.max(valid - typedSum(pile, key), 0)
}

export interface Said { good: boolean; text: string }

/** Whether a question adds up: 合计14张，正好 or 应等于有效票14张，还差1张. */
export function questionSays(pile: Pile, key: string): Said {
  const valid = validOf(pile)
  if (valid === null) return { good: false, text: '请先填上面的总张数' }
  if (!Object.values(pile.answers[key] ?? {}).some(isTyped)) return valid === 0 ? { good: true, text: '没有有效票，不用填' } : { good: false, text: `还没有填，合计应等于有效票${valid}张` }
  const all = typedSum(pile, key) + (restOf(pile, key) ?? 0)
  if (all === valid) return { good: true, text: `合计${valid}张，正好` }
  return { good: false, text: `合计${all}张，应等于有效票${valid}张，${all < valid ? `还差${valid - all}张` : `多了${all - valid}张`}` }
}

/** More papers came back than were given out: nothing that was chosen has to add up any more. */
export const isVoid = ({ statutory }: Asked, { issued, returned }: Pile): boolean => statutory && isTyped(issued) && num(returned) > num(issued)

/** Whether the pile itself can be so. */
export function pileSays({ most, statutory }: Asked, pile: Pile): Said {
  const { issued, returned, invalid } = pile
  if (![issued, returned, invalid].every(isTyped)) return { good: false, text: '请把张数填全，没有无效票填0' }
  if (num(issued) > most) return { good: false, text: `最多发出${most}张票，请核对` }
  if (num(invalid) > num(returned)) return { good: false, text: '无效票比收回的票还多，请核对' }
  if (num(returned) > num(issued)) return { good: statutory, text: `收回的比发出的多${num(returned) - num(issued)}张，${statutory ? '如果没有数错，这次投票无效，照实交上就行，不用填下面各行' : '请核对'}` }
  return { good: true, text: `有效票${num(returned) - num(invalid)}张${num(returned) < num(issued) ? `，有${num(issued) - num(returned)}张没有收回` : ''}` }
}

/** Whether the names that were written in can be so. */
export function othersSay({ questions, seats }: Asked, pile: Pile): Said {
  const filled = pile.others.filter(({ name, n }) => name.trim() || isTyped(n))
  if (filled.some(({ name }) => !name.trim())) return { good: false, text: '请写清另选的姓名' }
  if (filled.some(({ n }) => num(n) < 1)) return { good: false, text: '请填每个姓名有几张票' }
  const names = filled.map(({ name }) => nameWritten(name))
  if (!names.every(isNameWritten)) return { good: false, text: '另选的人请只写姓名' }
  const candidate = names.find((name) => questions.some((question) => nameWritten(question.name) === name))
  if (candidate) return { good: false, text: `${candidate}同志是候选人，请加到上面的“赞成”里` }
  if (new Set(names).size < names.length) return { good: false, text: '有一个姓名写了两次，请合并' }
  const valid = validOf(pile) ?? 0
  const many = filled.find(({ n }) => num(n) > valid)
  if (many) return { good: false, text: `另选${many.name.trim()}的有${num(many.n)}票，有效票只有${valid}张，请核对` }
  const written = sum(filled.map(({ n }) => num(n)))
  const refused = sum(questions.map(({ key }) => num(pile.answers[key]?.against)))
  if (written > refused) return { good: false, text: `另选一共${written}票，比“不赞成”的${refused}票还多，请核对` }
  const chosen = written + sum(questions.map(({ key }) => num(pile.answers[key]?.inFavour)))
  const most = (seats ?? 0) * valid
  return chosen > most ? { good: false, text: `赞成和另选一共${chosen}票，${valid}张有效票最多${most}票：多选的票应算无效票，请核对` } : { good: true, text: written > 0 ? `另选一共${written}票` : '没有另选的，不用填' }
}

/** What first stands in the way of handing the counts in; null where all of it adds up. */
export function firstProblem(counting: Asked, pile: Pile): string | null {
  if (counting.hands) return counting.questions.map(({ key }) => handsSay(counting, pile, key)).find(({ good }) => !good)?.text ?? null
  const whole = pileSays(counting, pile)
  if (!whole.good) return whole.text
  if (isVoid(counting, pile)) return null
  const question = counting.questions.find(({ key }) => !questionSays(pile, key).good)
  if (question) return `${question.name}：${questionSays(pile, question.key).text}`
  const others = counting.seats === null ? null : othersSay(counting, pile)
  return others && !others.good ? others.text : null
}

/** The counts as they are handed in, abstentions filled in. */
export function countsOf(asked: Asked, pile: Pile): Counts {
  if (asked.hands) return handCounts(asked, pile)
  const { questions, choices } = asked
  const total = { issued: num(pile.issued), returned: num(pile.returned), invalid: num(pile.invalid) }
  if (isVoid(asked, pile)) return { ...total, answers: {}, others: {} }
  const answered = (key: string): Record<string, number> => Object.fromEntries(choices.map(({ key: choice }) => [choice, isRest(choice) ? restOf(pile, key) ?? num(pile.answers[key]?.[choice]) : num(pile.answers[key]?.[choice])]))
  return {
    ...total, answers: Object.fromEntries(questions.map(({ key }) => [key, answered(key)])),
    others: Object.fromEntries(pile.others.filter(({ name }) => name.trim()).map(({ name, n }) => [nameWritten(name), num(n)])),
  }
}

/** Rows in which two people differ, with the number under which each stands on the page: 第3行 王建国. */
export const rowsApart = ({ questions, differs }: Pick<Counting, 'questions' | 'differs'>): string[] =>
  differs.map((row) => { const n = questions.findIndex(({ name }) => name === row); return n < 0 ? row : `第${n + 1}行 ${row}` })
