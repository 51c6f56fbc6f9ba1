/** Where cells and ranges go when rows are inserted, in formulas and wherever else a sheet names places. */

/** Rows inserted into a block of rows `first`…`last` (1-based), at its end: what lies below moves by `added`, what reaches over the end grows. */
export interface Insertion { first: number; last: number; added: number }

const movedStart = (row: number, { last, added }: Insertion): number => (row > last ? row + added : row)
/** The end of a range: one that reaches to the block's last row takes in what is added; a block without rows has none. */
const movedEnd = (row: number, { first, last, added }: Insertion): number => ((last >= first ? row >= last : row > last) ? row + added : row)

const place = /^(\$?)([A-Z]{1,3})(\$?)(\d+)(?::(\$?)([A-Z]{1,3})(\$?)(\d+))?$/

/** One range such as `A5:C20`, moved; a place of one row inside the block stays one row, unless `grow` says that it stands for the block. */
export function movedRange(range: string, insertion: Insertion, grow = false): string {
  const parts = place.exec(range)
  if (!parts) return range
  const [, a, from, b, top, c = '', to = from, d = '', bottom = top] = parts as unknown as string[]
  const [start, end] = [Number(top), Number(bottom)]
  const one = start === end && !grow
  const newStart = movedStart(start, insertion)
  const newEnd = one ? newStart : movedEnd(end, insertion)
  if (parts[8] === undefined && newStart === newEnd) return `${a}${from}${b}${newStart}`
  return `${a}${from}${b}${newStart}:${parts[8] === undefined ? `${a}${from}${b}` : `${c}${to}${d}`}${newEnd}`
}

/** Several ranges with blanks between them, as validations and conditional formats have. */
export const movedRanges = (ranges: string, insertion: Insertion): string => ranges.split(/\s+/).filter(Boolean).map(range => movedRange(range, insertion, true)).join(' ')

// Quoted texts and sheet names are taken whole, so that nothing inside them is a place; what a letter or bracket follows is a name or a function.
const token = /"(?:[^"]|"")*"|((?:'(?:[^']|'')*'|[\p{L}_][\p{L}\p{N}_.]*)!)?(\$?[A-Z]{1,3}\$?\d{1,7}(?::\$?[A-Z]{1,3}\$?\d{1,7})?)(?![\p{L}\p{N}_.(!])|'(?:[^']|'')*'|[\p{L}_\\][\p{L}\p{N}_.]*/gu

const nameIn = (qualifier: string): string => qualifier.slice(0, -1).replace(/^'|'$/g, '').replace(/''/g, '\'')

function eachPlace(formula: string, change: (range: string, sheet: string | null) => string): string {
  return formula.replace(token, (whole, qualifier: string | undefined, range: string | undefined) => (range === undefined ? whole : (qualifier ?? '') + change(range, qualifier ? nameIn(qualifier) : null)))
}

/**
 * A formula, or a name's meaning, after rows were inserted into the sheet `inserted`. `host` is the sheet in which it
 * stands, null for one that stands nowhere.
 */
export const movedFormula = (formula: string, insertion: Insertion, inserted: string, host: string | null): string =>
  eachPlace(formula, (range, sheet) => ((sheet ?? host) === inserted ? movedRange(range, insertion) : range))

/** A formula as it is when copied `rows` down and `columns` to the right: what has no `$` goes with it. */
export function copiedFormula(formula: string, rows: number, columns: number, letters: (column: number) => string, columnOf: (letters: string) => number): string {
  const copied = (one: string): string => one.replace(/^(\$?)([A-Z]{1,3})(\$?)(\d+)$/, (__, fixedColumn: string, column: string, fixedRow: string, row: string) =>
    `${fixedColumn}${fixedColumn ? column : letters(Math.max(0, columnOf(column) + columns))}${fixedRow}${fixedRow ? row : Math.max(1, Number(row) + rows)}`)
  return eachPlace(formula, range => range.split(':').map(copied).join(':'))
}
