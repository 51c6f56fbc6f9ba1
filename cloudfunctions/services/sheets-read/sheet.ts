/** A sheet as the importer sees it, whatever file it came from. */
import { refuse } from '../../platform/errors'

/** One cell with a value. Text cells have only `shown`; a number keeps its value, because what is shown may be rounded. */
export interface Cell {
  /** What the spreadsheet program shows, untrimmed. */
  shown: string
  number?: number
  /** The number is formatted as a date. */
  isDate?: boolean
  /** `#N/A` and the like. */
  isError?: boolean
}

export interface SheetRow {
  /** Row number as the spreadsheet program shows it, from 1. */
  n: number
  /** By column index from 0; holes where a cell is empty. */
  cells: (Cell | undefined)[]
}

/** A merged block, 0-based and inclusive. */
export interface Merge { top: number; bottom: number; left: number; right: number }

export interface Sheet {
  name: string
  hidden: boolean
  /** Day numbers count from 1904 instead of 1900 (old Macintosh files). */
  date1904: boolean
  /** Rows that have at least one value, in order. */
  rows: SheetRow[]
  merges: Merge[]
}

/** Limits of one import. They are the product's own, chosen so that a function of 512 MB always suffices. */
export const limits = {
  /** Persons in one file. */
  rows: 10_000,
  /** Title, header and footer rows that may come on top before a file counts as too long. */
  rowsAround: 200,
  /** Bytes of all parts of an .xlsx after unpacking. */
  unpackedBytes: 64 * 1024 * 1024,
  /** Up to here a file that is too big is still counted, so that the answer can name its rows. */
  countedBytes: 320 * 1024 * 1024,
  zipEntries: 2000,
  /** Rows of every sheet that are looked at to find the roster. */
  headRows: 60,
} as const

/** Refuses a sheet that has more rows with values than one import may have. */
export function refuseTooManyRows(found: number): void {
  if (found > limits.rows + limits.rowsAround) refuse('sheetTooManyRows', { found, max: limits.rows })
}

/** 0 → A, 26 → AA. */
export function columnLetter(index: number): string {
  let letters = ''
  for (let i = index + 1; i > 0; i = Math.floor((i - 1) / 26)) letters = String.fromCharCode(65 + ((i - 1) % 26)) + letters
  return letters
}
