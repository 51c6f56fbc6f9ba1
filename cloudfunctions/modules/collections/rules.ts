/** A sheet that is asked for from above: what stands in the way of each act, and how an answer stands. Pure. */
import type { AnswerState, CollectionPart } from '../../../types/contracts/codes-collections'
import type { Refusal } from '../../../types/contracts/errors'
import { timeInWords } from '../../../types/words'
import type { CollectionAnswer, CollectionTask } from '../../platform/documents'

/** Branches of one task, rows of one branch's answer, rows of one merged workbook, days ahead that a date may lie. */
export const MOST_BRANCHES = 300
export const MOST_ROWS = 1000
export const MOST_MERGED = 10_000
export const MOST_DAYS = 400
/** Minutes between two reminders, so that nobody is pressed all day. */
export const REMIND_MINUTES = 60
/** Days after the end of a task for which ID numbers that branches typed are kept whole: nobody keeps them here for longer than they serve. */
export const DAYS_WITH_NUMBERS = 30
const DAY = 86_400_000

type Task = Pick<CollectionTask, 'state' | 'due' | 'remindedAt'>
type Asked = Pick<CollectionAnswer, 'state' | 'taskState' | 'openedAt' | 'confirmedAt' | 'due'>

/** How an answer stands; `gone`: its branch stands no longer below the organisation that asked, and has not confirmed. */
export function stateOf(answer: Pick<Asked, 'state' | 'openedAt'>, gone: boolean): AnswerState {
  if (answer.state === 'confirmed') return 'confirmed'
  if (gone) return 'gone'
  return answer.state === 'returned' ? 'returned' : answer.openedAt ? 'waiting' : 'unopened'
}

/** Late: not confirmed and the date has passed, or confirmed after it. Who is asked no more, is not late. */
export function isLate(answer: Asked, gone: boolean, now: Date): boolean {
  if (answer.state === 'confirmed') return answer.confirmedAt !== null && answer.confirmedAt > answer.due
  return !gone && answer.taskState === 'open' && now > answer.due
}

/** Whether an answer belongs to a part of the list; the counts are sums of the same question. */
export const isIn = (part: CollectionPart, { state, late }: { state: AnswerState; late: boolean }): boolean => part === 'all' || (part === 'late' ? late : state === part)

export function countsOf(answers: { state: AnswerState; late: boolean }[]) {
  const of = (part: CollectionPart): number => answers.filter(answer => isIn(part, answer)).length
  return { all: answers.length, confirmed: of('confirmed'), waiting: of('waiting'), unopened: of('unopened'), returned: of('returned'), late: of('late'), gone: of('gone') }
}

/** A date by which a sheet is wanted: later than now, and not years ahead. */
export function whyWrongDue(due: Date, now: Date): Refusal | null {
  if (due <= now) return { code: 'collectionDuePast' }
  return due.getTime() - now.getTime() > MOST_DAYS * DAY ? { code: 'collectionDueFar', detail: { days: MOST_DAYS } } : null
}

const notOpen = (task: Task): Refusal | null => (task.state === 'open' ? null : { code: task.state === 'draft' ? 'collectionDraft' : task.state === 'closed' ? 'collectionClosed' : 'collectionWithdrawn' })

export const whyCannotSend = (task: Task): Refusal | null => (task.state === 'draft' ? null : { code: 'collectionSent' })

/** Whether so many branches can be asked; `before`: those that are asked already. */
export function whyCannotAsk(found: number, before = 0): Refusal | null {
  if (found === 0) return { code: before > 0 ? 'collectionNobodyNew' : 'collectionNobody' }
  return found + before > MOST_BRANCHES ? { code: 'collectionTooMany', detail: { max: MOST_BRANCHES } } : null
}

export const whyCannotAdd = (task: Task): Refusal | null => notOpen(task)

export function whyCannotRemind(task: Task, now: Date, waiting?: number): Refusal | null {
  const refused = notOpen(task)
  if (refused) return refused
  const again = task.remindedAt ? new Date(task.remindedAt.getTime() + REMIND_MINUTES * 60_000) : null
  if (again && again > now) return { code: 'collectionReminded', detail: { at: timeInWords(again) } }
  return waiting === 0 ? { code: 'collectionAllThere' } : null
}

/** A date is only ever moved back: who has planned by it keeps the time. */
export function whyCannotExtend(task: Task, due: Date | null, now: Date): Refusal | null {
  const refused = notOpen(task)
  if (refused || due === null) return refused
  return task.due && due <= task.due ? { code: 'collectionDueEarlier' } : whyWrongDue(due, now)
}

export const whyCannotClose = (task: Task): Refusal | null => notOpen(task)
export const whyCannotWithdraw = (task: Task): Refusal | null => notOpen(task)

export function whyCannotMerge(task: Task, confirmed: number): Refusal | null {
  if (task.state === 'draft' || task.state === 'withdrawn') return notOpen(task)
  return confirmed === 0 ? { code: 'collectionNoneConfirmed' } : null
}

export const whyCannotCopy = (task: Task): Refusal | null => (task.state === 'draft' ? { code: 'collectionDraft' } : null)

const over = (answer: Pick<Asked, 'taskState'>): Refusal | null =>
  (answer.taskState === 'open' ? null : { code: answer.taskState === 'closed' ? 'collectionClosed' : 'collectionWithdrawn' })

/** Whether a branch may still fill its answer in, late or not. */
export function whyCannotFill(answer: Asked, gone: boolean): Refusal | null {
  const refused = over(answer)
  if (refused) return refused
  if (answer.state === 'confirmed') return { code: 'collectionConfirmed' }
  return gone ? { code: 'collectionGone' } : null
}

export const whyCannotConfirm = (answer: Asked, gone: boolean, rows: number): Refusal | null =>
  whyCannotFill(answer, gone) ?? (rows > MOST_ROWS ? { code: 'collectionTooManyRows', detail: { found: rows, max: MOST_ROWS } } : null)

/** A confirmation can be taken back until the officer above has closed the task. */
export const whyCannotReopen = (answer: Asked): Refusal | null => over(answer) ?? (answer.state === 'confirmed' ? null : { code: 'collectionNotConfirmed' })

/** Sent back is what was confirmed; `turn`: which confirmation the officer has seen. */
export function whyCannotSendBack(answer: Asked & Pick<CollectionAnswer, 'turn'>, turn?: number): Refusal | null {
  const refused = over(answer)
  if (refused) return refused
  if (answer.state !== 'confirmed') return { code: 'collectionNotConfirmed' }
  return turn !== undefined && turn !== answer.turn ? { code: 'conflict' } : null
}

/** What the officer copies into the group chat; names of branches are not put on the spot. */
export function reminderText({ title, due, waiting, fromName, now }: { title: string; due: Date; waiting: number; fromName: string; now: Date }): string {
  const until = due > now ? `请在 ${timeInWords(due)} 前` : `截止时间（${timeInWords(due)}）已过，请尽快`
  return `【填报提醒】${fromName}《${title}》还有 ${waiting} 个支部没有确认，${until}打开“支部”小程序首页的待办，核对后确认。`
}

/** Days for which a task that nobody closes stays on the home page after its date. */
export const staysUntil = (due: Date): Date => new Date(due.getTime() + 60 * DAY)
