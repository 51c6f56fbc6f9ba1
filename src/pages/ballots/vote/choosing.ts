/** What may be chosen on one ballot: the page prevents what the server would refuse (services/ballot-box/ballot.ts, whyCannotCast). Pure. */
import { isNameWritten, nameWritten } from '../../../../types/ballots'
import type { BallotPaper } from '../../../../types/contracts/ballots'

/** What has been chosen so far; `others`: names that were written in, as typed. */
export interface Given { answers: Record<string, string>; others: string[] }

/** Characters that a name which is written in may have. */
export const NAME = 20
const [CHOSEN, REFUSED] = ['inFavour', 'against']

const countOf = ({ answers }: Given, choice: string): number => Object.values(answers).filter((one) => one === choice).length
const namesOf = ({ others }: Given): string[] => others.map(nameWritten).filter(Boolean)
/** How many are chosen: candidates one is for, and lines for others, even while they are still empty. */
export const chosenOf = (given: Given): number => countOf(given, CHOSEN) + given.others.length

/** 应选3人，已选2人（含另选1人），还可选1人; null where nobody is elected. */
export function countText({ seats }: Pick<BallotPaper, 'seats'>, given: Given): string | null {
  if (seats === null) return null
  const n = chosenOf(given)
  return `应选${seats}人，已选${n}人${given.others.length > 0 ? `（含另选${given.others.length}人）` : ''}，${n < seats ? `还可选${seats - n}人` : '已经选满'}`
}

/** Why this choice would make the ballot void; null where it may be made. */
export function whyNotChoose({ seats }: Pick<BallotPaper, 'seats'>, given: Given, key: string, choice: string): string | null {
  if (seats === null) return null
  const next = { ...given, answers: { ...given.answers, [key]: choice } }
  if (chosenOf(next) > seats) return `应选${seats}人，已经选满，多选的票无效。要换人，请先把一位改成“不赞成”或“弃权”${given.others.length > 0 ? '，或删去另选的人' : ''}。`
  if (next.others.length > countOf(next, REFUSED)) return `不赞成几位，才可以另选几位。要改这一项，请先删去一位另选的人。`
  return null
}

/** How many more may be written in: as many as one refuses, and no more than there are seats. */
export function othersLeft({ seats }: Pick<BallotPaper, 'seats'>, given: Given): number {
  return seats === null ? 0 : Math.max(0, Math.min(countOf(given, REFUSED) - given.others.length, seats - chosenOf(given)))
}

/** What is wrong with the nth name that is written in; null where it may stand. An empty line is left out of the ballot. */
export function whyNotName({ questions }: Pick<BallotPaper, 'questions'>, { others }: Given, n: number): string | null {
  const name = nameWritten(others[n]!)
  if (name && !isNameWritten(name)) return '请只写姓名'
  if (questions.some((question) => nameWritten(question.name) === name)) return `${name}同志已经是候选人，请在上面选“赞成”`
  if (name && others.slice(0, n).some((other) => nameWritten(other) === name)) return '这个姓名已经写过了'
  return null
}

/** Whether every name that is written in may stand. */
export const namesAreGood = (paper: Pick<BallotPaper, 'questions'>, given: Given): boolean => given.others.every((_name, n) => whyNotName(paper, given, n) === null)

/** The ballot as it is sent. */
export function ballotOf(given: Given): { answers: { key: string; choice: string }[]; others: string[] } {
  return { answers: Object.entries(given.answers).map(([key, choice]) => ({ key, choice })), others: namesOf(given) }
}
