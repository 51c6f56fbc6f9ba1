import type * as z from '../../../types/contracts/zod'
import { collectionWho } from '../../../types/contracts/codes-collections'
import type { Answer, AnswerLine, AnswerRow } from '../../../types/contracts/collection-answers'
import type { Collection, CollectionBranch } from '../../../types/contracts/collections'
import type { Refusal } from '../../../types/contracts/errors'
import type { CollectionAnswer, CollectionFile, CollectionTask } from '../../platform/documents'
import { abilities } from '../../platform/errors'
import { iso, isoOrNull } from '../../platform/time'
import { items } from '../../services/sheet-fill/items'
import { askedOf, gapsOf, isSensitive, masked, type Row } from './cells'
import { countsOf, isLate, stateOf, whyCannotAdd, whyCannotClose, whyCannotConfirm, whyCannotCopy, whyCannotExtend, whyCannotFill, whyCannotMerge, whyCannotRemind, whyCannotReopen, whyCannotSend, whyCannotSendBack, whyCannotWithdraw } from './rules'

const judged = (keeps: boolean) => (refusal: Refusal | null): Refusal | null => (keeps ? refusal : { code: 'forbidden' })

/** An answer with how it stands. */
export interface Standing { answer: CollectionAnswer; state: ReturnType<typeof stateOf>; late: boolean }
export const standingOf = (answers: CollectionAnswer[], gone: Set<string>, now: Date): Standing[] => answers
  .map(answer => ({ answer, state: stateOf(answer, gone.has(answer.organisationId)), late: isLate(answer, gone.has(answer.organisationId), now) }))
  .sort((a, b) => a.answer.organisationName.localeCompare(b.answer.organisationName, 'zh') || (a.answer._id < b.answer._id ? -1 : 1))

export function collectionOf(task: CollectionTask, all: Standing[], files: CollectionFile[], chosen: { id: string; name: string }[], keeps: boolean, now: Date): z.input<typeof Collection> {
  const counts = countsOf(all)
  const may = judged(keeps)
  const draft = task.state === 'draft'
  return {
    id: task._id, organisationId: task.organisationId, organisationName: task.organisationName, state: task.state, title: task.title, note: task.note, due: isoOrNull(task.due), at: iso(task.at), byName: task.byName,
    fileName: task.fileName, sheetName: task.sheetName, who: task.who, columns: task.columns, items: draft ? Object.entries(items).map(([key, text]) => ({ key, text })) : [], chosen,
    pending: draft ? 0 : Math.max(task.targets.length - all.length, 0), counts,
    files: files.map(file => ({ at: iso(file.at), byName: file.byName, rows: file.rows, branches: file.branches, fileName: file.fileName, kept: file.state === 'kept' })),
    ...abilities({
      send: may(whyCannotSend(task)), add: may(whyCannotAdd(task)), remind: may(whyCannotRemind(task, now, counts.waiting + counts.unopened + counts.returned)), extend: may(whyCannotExtend(task, null, now)),
      close: may(whyCannotClose(task)), withdraw: may(whyCannotWithdraw(task)), merge: may(whyCannotMerge(task, counts.confirmed)), copy: may(whyCannotCopy(task)),
    }),
  }
}

export const branchOf = ({ answer, state, late }: Standing, keeps: boolean): z.input<typeof CollectionBranch> => ({
  id: answer._id, name: answer.organisationName, state, late, openedAt: isoOrNull(answer.openedAt), confirmedAt: isoOrNull(answer.state === 'confirmed' ? answer.confirmedAt : null),
  confirmedBy: answer.state === 'confirmed' ? answer.confirmedBy : null, reason: answer.state === 'returned' ? answer.reason : null, rows: answer.state === 'confirmed' ? answer.rows : null, turn: answer.turn,
  ...abilities({ sendBack: judged(keeps)(whyCannotSendBack(answer)) }),
})

export const answerLineOf = (answer: CollectionAnswer, gone: boolean, now: Date): z.input<typeof AnswerLine> => ({
  id: answer._id, title: answer.title, fromName: answer.fromName, due: iso(answer.due), state: stateOf(answer, gone), late: isLate(answer, gone, now), taskState: answer.taskState,
  confirmedAt: isoOrNull(answer.state === 'confirmed' ? answer.confirmedAt : null),
})

export function answerOf(answer: CollectionAnswer, task: CollectionTask, rows: Row[], gone: boolean, keeps: boolean, now: Date): z.input<typeof Answer> {
  const found = gapsOf(rows)
  const kept = rows.filter(row => !row.left).length
  const may = judged(keeps)
  return {
    ...answerLineOf(answer, gone, now), organisationId: answer.organisationId, organisationName: answer.organisationName, note: task.note, whoText: collectionWho[task.who],
    columns: askedOf(task.columns).map(column => ({ index: column.index, header: column.header, required: column.required, sensitive: isSensitive(column) })),
    rows: kept, gaps: found.gaps, requiredGaps: found.required, left: found.left, reason: answer.state === 'returned' ? answer.reason : null,
    confirmedBy: answer.state === 'confirmed' ? answer.confirmedBy : null, turn: answer.turn,
    ...abilities({
      fill: may(whyCannotFill(answer, gone)), confirm: may(whyCannotConfirm(answer, gone, kept)), reopen: may(whyCannotReopen(answer)), download: may(kept === 0 ? { code: 'exportEmpty' } : null),
    }),
  }
}

export const rowView = (row: Row, task: Pick<CollectionTask, 'columns'>): z.input<typeof AnswerRow> => {
  const columns = askedOf(task.columns)
  return {
    id: row.id, name: row.name, left: row.left, added: row.added, gaps: row.left ? 0 : row.cells.filter(cell => cell.gap).length,
    cells: row.cells.map((cell, i) => ({ value: cell.gap ? null : masked(cell.value ?? '', columns[i]!), typed: cell.typed })),
  }
}
