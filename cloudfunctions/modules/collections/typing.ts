/** What a branch types for one answer: read as it is meant, and laid over what is known. */
import type { AskedColumn } from '../../platform/documents'
import { refuse } from '../../platform/errors'
import { idFaults, readIdNumber } from '../../regulations/roster-rules'
import { dayItems } from '../../services/sheet-fill/items'
import { readDay } from '../../services/sheets-read/days'
import { itemOf, type Typed } from './cells'
import { MOST_ROWS } from './rules'

/** A typed text as it is kept: days as `YYYY-MM-DD`, or `YYYY-MM` where no more is known; ID numbers are checked. An empty text takes back. */
export function typedValue(column: AskedColumn, typed: string): string {
  const item = itemOf(column)
  if (typed === '' || item === null) return typed
  if (dayItems.includes(item)) {
    const read = readDay({ shown: typed }, false)
    if (!read.ok) return refuse('collectionDay', { header: column.header })
    return read.monthOnly ? read.day.slice(0, 7) : read.day
  }
  if (item === 'idNumber') {
    const number = typed.replace(/\s/g, '').toUpperCase()
    const read = readIdNumber(number)
    return read.ok ? number : refuse('idWrong', { what: idFaults[read.wrong] })
  }
  return typed
}

interface Change { rowId: string; isNew: boolean; cells: { index: number; value: string }[]; left: boolean | undefined }

/** What was typed with one row's change in it; a row that was added and is left out is gone. */
export function withCells(typed: Typed, { rowId, isNew, cells, left }: Change): Typed {
  const own = { ...typed.cells[rowId] }
  for (const { index, value } of cells) {
    if (value === '') delete own[index]
    else own[index] = value
  }
  const added = isNew && !typed.added.includes(rowId) ? [...typed.added, rowId] : typed.added
  if (added.length > MOST_ROWS) refuse('collectionTooManyRows', { found: added.length, max: MOST_ROWS })
  const { [rowId]: _former, ...others } = typed.cells
  if (left && added.includes(rowId)) return { cells: others, left: typed.left, added: added.filter(id => id !== rowId) }
  const without = typed.left.filter(id => id !== rowId)
  return {
    cells: Object.keys(own).length > 0 ? { ...others, [rowId]: own } : others,
    left: left === undefined ? typed.left : left ? [...without, rowId] : without, added,
  }
}
