/** Between a template and a task's columns, and from rows to what is written. Pure. */
import { fileSafe } from '../../../types/words'
import type { AskedColumn } from '../../platform/documents'
import { isPersonItem } from '../../services/person-values'
import { dayItems } from '../../services/sheet-fill/items'
import type { FillValue } from '../../services/sheet-fill/fill'
import type { TemplateColumn } from '../../services/sheet-fill/template'
import { itemOf, type Row } from './cells'

/** Items that somebody may rightly have none of: not asked for unless the officer says so. */
const seldom: readonly string[] = ['remark', 'landline', 'group', 'post', 'floatingPlace', 'lostOn', 'number']

/** The columns of a template as they are offered: what the headers say, and what has to be answered. */
export const columnsOf = (columns: Pick<TemplateColumn, 'index' | 'header' | 'field' | 'formula'>[]): AskedColumn[] => columns.map(({ index, header, field, formula }) => {
  const item = field !== null && isPersonItem(field) ? field : null
  return { index, header, item, required: item !== null && !formula && !seldom.includes(item), own: formula || item === 'number' }
})

/** A kept value as the sheet takes it: whole days as days, what nobody knows as null (yellow). */
function written(value: string | null, gap: boolean, isDay: boolean): FillValue {
  if (gap) return null
  if (value === null) return ''
  if (isDay && /^\d{4}-\d{2}-\d{2}$/.test(value)) return { day: value }
  if (isDay && /^\d{4}-\d{2}$/.test(value)) return `${value.slice(0, 4)}年${Number(value.slice(5))}月`
  return value
}

/** The rows of all branches one below the other, numbered through, each under its own branch; columns as they are filled. */
export function sheetRows(columns: AskedColumn[], parts: { branch: string; rows: Row[] }[]): FillValue[][] {
  const filled = columns.filter(column => !column.own || column.item === 'number')
  const asked = columns.filter(column => !column.own)
  let n = 0
  return parts.flatMap(({ branch, rows }) => rows.map(row => {
    n++
    return filled.map((column): FillValue => {
      if (column.item === 'number') return n
      const cell = row.cells[asked.indexOf(column)]
      if (column.item === 'branch' && !cell?.typed) return branch
      return written(cell?.value ?? null, cell?.gap ?? false, dayItems.includes(itemOf(column) as never))
    })
  }))
}

/** `入党积极分子名册_示例党委_20261120.xlsx`, without what a file name cannot hold. */
export const fileNameOf = (title: string, organisationName: string, day: string): string => fileSafe(`${title}_${organisationName}_${day.replace(/-/g, '')}`).slice(0, 120) + '.xlsx'
