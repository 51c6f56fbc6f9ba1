/** Class lists, as they are pasted from a spreadsheet or stand in one. Pure. */
import { VOTERS } from '../../../types/contracts/ballots'
import type { Refusal } from '../../../types/contracts/errors'
import { readDelimited } from '../sheets-read/delimited'
import { fieldNamed, headerKey } from '../sheets-read/headers'
import type { Sheet } from '../sheets-read/sheet'

/** A number as it is compared: full-width forms, spaces and case say nothing. */
export const numberOf = (typed: string): string => typed.normalize('NFKC').replace(/\s/g, '').toUpperCase()

/** A line that gave no number. */
export interface Skipped { line: number; text: string }
export type ListRead = { numbers: string[]; skipped: Skipped[] } | { refusal: Refusal }
interface Row { line: number; cells: string[] }

/** Characters of a skipped line that are repeated. */
const TEXT = 40
/** Of numbers that stand twice, so many are named. */
const NAMED = 5
/** Rows among which a header is looked for. */
const HEAD = 40

/** What stands above a column of serial numbers as often as above one of people's own: the last of all names. */
const SERIAL = '编号'
/** Other names of the column, besides those that rosters have for 学号, the surest first. */
const headers = ['工号', '教工号', '职工号', '学籍号', '学生证号', '证号', '考号', SERIAL]
/** How sure a header is of the numbers below it, the lower the surer; null where it means something else. */
function rankOf(cell: string): number | null {
  const key = headerKey(cell)
  const named = fieldNamed(key)
  if (named?.field === 'studentNumber') return named.rank - headers.length
  return headers.includes(key) ? headers.indexOf(key) : null
}
const isHeader = (cell: string): boolean => rankOf(cell) !== null

/** A cell's number, without quotation marks and what a spreadsheet adds to it. */
const valueOf = (cell: string): string => numberOf(cell).replace(/["'“”‘’`]/g, '').replace(/^(\d+)\.0+$/, '$1')
/** Whether it can be somebody's number at all: digits, with letters and joins; not 2.02E+11, which a spreadsheet has cut short. */
const canBe = (value: string): boolean => /^[A-Z0-9][A-Z0-9_/-]{0,39}$/.test(value) && /\d/.test(value)
/** Whether it looks like one where no header says so: a serial number is shorter. */
const looksLike = (value: string): boolean => canBe(value) && value.length >= 4 && (value.match(/\d/g)?.length ?? 0) >= 3
/** Telephones and identity cards stand in class lists, too: a number only where nothing else can be. */
const isElse = (value: string): boolean => /^1[3-9]\d{9}$/.test(value) || /^\d{17}[\dX]$/.test(value)

/** A sheet's rows; a line that is one text is cut at spaces and commas, as lists from a chat are written. */
const rowsOf = (sheet: Sheet): Row[] => sheet.rows.map(({ n, cells }) => {
  const texts = Array.from(cells, cell => (cell?.isError ? '' : cell?.shown.trim() ?? ''))
  const filled = texts.filter(Boolean)
  return { line: n, cells: filled.length === 1 ? filled[0]!.split(/[\s,，;；、|]+/).filter(Boolean) : texts }
})

/** Where the numbers stand: a sheet that is printed in two halves has the column twice. */
interface Columns { indexes: number[]; header: Row | null; /** What counts as a number there. */ fits: (value: string) => boolean }

/**
 * The columns below the surest header that has numbers below it, all of one name: a list that gives two numbers of
 * everybody gives one ballot.
 */
function columnsNamed(rows: readonly Row[]): Columns | null {
  const named = rows.slice(0, HEAD).flatMap(header => header.cells.flatMap(cell => { const rank = rankOf(cell); return rank === null ? [] : [{ header, rank, key: headerKey(cell) }] }))
  for (const { header, key } of named.sort((a, b) => a.rank - b.rank || a.header.line - b.header.line)) {
    const indexes = header.cells.flatMap((cell, index) => (headerKey(cell) === key ? [index] : []))
    const fits = key === SERIAL ? looksLike : canBe
    if (rows.some(row => row.line > header.line && indexes.some(index => fits(valueOf(row.cells[index] ?? ''))))) return { indexes, header, fits }
  }
  return null
}

/** The columns whose header says that they hold the numbers, else the one that looks most like it. */
function columnsOf(rows: readonly Row[]): Columns | null {
  const columns = columnsNamed(rows)
  if (columns) return columns
  const width = Math.max(0, ...rows.map(({ cells }) => cells.length))
  const most = (test: (value: string) => boolean): number | null => {
    const fits = Array.from({ length: width }, (_none, index) => rows.filter(({ cells }) => test(valueOf(cells[index] ?? ''))).length)
    const top = Math.max(0, ...fits)
    return top > 0 ? fits.indexOf(top) : null
  }
  // Where nothing stands beside them, short ones are no serial numbers.
  if (width === 1) return most(canBe) === null ? null : { indexes: [0], header: null, fits: canBe }
  const index = most(value => looksLike(value) && !isElse(value)) ?? most(looksLike)
  return index === null ? null : { indexes: [index], header: null, fits: looksLike }
}

/** What one row says: its numbers, and what of it cannot be read. A header that is repeated on every printed page says nothing. */
function readRow({ cells }: Row, { indexes, header, fits }: Columns): { numbers: string[]; unread: string | null } {
  const here = indexes.map(index => cells[index] ?? '').filter(cell => !header || !isHeader(cell))
  const numbers = here.map(valueOf).filter(fits)
  if (numbers.length === 0) return { numbers, unread: here.length > 0 ? cells.filter(Boolean).join(' ') : null }
  return { numbers, unread: here.find(cell => cell !== '' && !fits(valueOf(cell))) ?? null }
}

/** The numbers of a class list, and the lines that have none. Refuses a list without numbers, one that names a number twice, and one that is too long. */
export function numbersIn(sheet: Sheet): ListRead {
  const rows = rowsOf(sheet)
  const columns = columnsOf(rows)
  if (!columns) return { refusal: { code: 'reviewListEmpty' } }
  const [seen, twice, skipped] = [new Set<string>(), new Set<string>(), [] as Skipped[]]
  for (const row of rows) {
    const above = columns.header !== null && row.line < columns.header.line
    const { numbers, unread } = above ? { numbers: [], unread: row.cells.filter(Boolean).join(' ') } : readRow(row, columns)
    if (unread !== null) skipped.push({ line: row.line, text: unread.slice(0, TEXT) })
    for (const number of numbers) (seen.has(number) ? twice : seen).add(number)
  }
  if (twice.size > 0) return { refusal: { code: 'reviewListTwice', detail: { number: [...twice].slice(0, NAMED).join('、') } } }
  return seen.size > VOTERS ? { refusal: { code: 'reviewListLong', detail: { n: seen.size, most: VOTERS } } } : { numbers: [...seen], skipped }
}

/** The same of a list that is pasted: cut by tabs, commas or spaces, quoted or not. */
export const readList = (pasted: string): ListRead => (pasted.trim() === '' ? { refusal: { code: 'reviewListEmpty' } } : numbersIn(readDelimited(pasted)))
