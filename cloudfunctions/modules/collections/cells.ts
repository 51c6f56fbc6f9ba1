/** The rows of one branch's answer: who stands in them, what is known, what was typed, and what is missing. */
import { sensitiveItems } from '../../../types/contracts/codes'
import { maskIdTail, maskPhone } from '../../platform/secrets'
import type { AskedColumn } from '../../platform/documents'
import { idHashOf } from '../../services/person'
import { isPersonItem, valueOf, type KnownPerson, type PersonItem, type SheetPlace } from '../../services/person-values'

/** What a branch has typed for one answer. Texts by the column's index. */
export interface Typed {
  cells: Record<string, Record<string, string>>
  left: string[]
  added: string[]
}
export const nothingTyped: Typed = { cells: {}, left: [], added: [] }

export interface Cell { value: string | null; typed: boolean; gap: boolean; required: boolean }
export interface Row {
  id: string
  name: string
  added: boolean
  left: boolean
  /** In the order of `askedOf(columns)`. */
  cells: Cell[]
  /** By what the same person is found in two branches. */
  idHash: string | null
  birthMonth: string | null
  studentNumber: string | null
}

/** Whether what stands in a column is shown masked only. */
export const isSensitive = (column: Pick<AskedColumn, 'item'>): boolean => column.item !== null && Object.hasOwn(sensitiveItems, column.item)
/** The columns that a branch answers: those that the sheet computes or counts are not among them. */
export const askedOf = (columns: AskedColumn[]): AskedColumn[] => columns.filter(column => !column.own)
export const itemOf = (column: Pick<AskedColumn, 'item'>): PersonItem | null => (column.item !== null && isPersonItem(column.item) ? column.item : null)

/** A text as a screen may show it: numbers by which somebody could be reached or known are masked wherever they stand. */
export function masked(value: string | null, column: Pick<AskedColumn, 'item'>): string | null {
  if (value === null) return null
  if (column.item === 'phone' || column.item === 'landline') return maskPhone(value)
  if (column.item === 'idNumber') return maskIdTail(value.slice(-4))
  if (column.item === 'address') return '已填写'
  if (column.item === 'studentNumber') return value
  return value.replace(/\d{17}[\dXx]|\d{15}/g, number => '*'.repeat(number.length - 4) + number.slice(-4)).replace(/(?<!\d)1\d{10}(?!\d)/g, maskPhone)
}

/** One person's row. An unknown cell is a gap; so is a required one that only the branch can write. */
function rowOf(person: KnownPerson | null, id: string, columns: AskedColumn[], typed: Typed, place: SheetPlace): Row {
  const own = typed.cells[id] ?? {}
  const cells = askedOf(columns).map((column): Cell => {
    const written = own[column.index]
    if (written !== undefined) return { value: written, typed: true, gap: false, required: column.required }
    const item = itemOf(column)
    // Of somebody who is on no list, only the branch is known.
    const found = item === null ? { value: null, known: !column.required } : person ? valueOf(person, item, place) : item === 'branch' ? { value: place.branch, known: true } : item === 'superior' ? { value: place.superior ?? null, known: true } : { value: null, known: false }
    return { value: found.value, typed: false, gap: !found.known, required: column.required }
  })
  const asked = askedOf(columns)
  const of = (item: PersonItem): string | null => cells[asked.findIndex(column => column.item === item)]?.value ?? null
  const idNumber = of('idNumber')
  const birthday = of('birthday') ?? person?.birthday ?? null
  return {
    id, name: of('name') ?? person?.name ?? '', added: person === null, left: typed.left.includes(id), cells,
    idHash: person?.idHash ?? (idNumber ? idHashOf(idNumber) : null), birthMonth: birthday && /^\d{4}-\d{2}/.test(birthday) ? birthday.slice(0, 7) : null, studentNumber: of('studentNumber') ?? person?.studentNumber ?? null,
  }
}

/** Everybody of a branch whom the sheet asks for, in the order given, then the rows that were added. */
export const rowsFrom = (people: KnownPerson[], columns: AskedColumn[], typed: Typed, place: SheetPlace): Row[] => [
  ...people.map(person => rowOf(person, person._id, columns, typed, place)),
  ...typed.added.map(id => rowOf(null, id, columns, typed, place)),
]

/** What is missing, of those who are reported. */
export function gapsOf(rows: Row[]): { gaps: number; required: number; left: number } {
  const cells = rows.filter(row => !row.left).flatMap(row => row.cells).filter(cell => cell.gap)
  return { gaps: cells.length, required: cells.filter(cell => cell.required).length, left: rows.filter(row => row.left).length }
}
