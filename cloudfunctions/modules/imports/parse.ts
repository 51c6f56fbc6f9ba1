/** A roster file → the persons in it and everything that is wrong with it. */
import { refuse } from '../../platform/errors'
import type { ImportProblem } from '../../../types/contracts/imports'
import { fieldLabels, findHeader, guessColumns, headerKey, type HeadedColumn, type Header, type KnownHeaders } from '../../services/sheets-read/headers'
import { readRows, toProblem, type ReadRow } from './rows'
import { isSameBranch, twiceInFile } from './rules'
import { limits, type Sheet } from '../../services/sheets-read/sheet'
import { openWorkbook, type Workbook } from '../../services/sheets-read/workbook'

export interface Roster {
  sheetName: string
  header: Header
  mapped: { column: string; field: string }[]
  rows: ReadRow[]
  /** What concerns the sheet as a whole; its row is 0. */
  general: ImportProblem[]
}

/**
 * Reads a roster. `organisationName` is the branch that it is imported for, `today` a day in Asia/Shanghai, `known` what
 * the branch has said of headers.
 * Errors, beside those of `openWorkbook`: `sheetNoHeader`, `sheetEmpty`, `sheetTooManyRows`.
 */
export async function parseRoster(bytes: Buffer, organisationName: string, today: string, known?: KnownHeaders): Promise<Roster> {
  const workbook = await openWorkbook(bytes)
  const sheet = workbook.read(rosterSheetOf(workbook, known) ?? refuse(isBlank(workbook) ? 'sheetEmpty' : 'sheetNoHeader'))
  const header = findHeader(sheet, known) ?? refuse('sheetNoHeader')
  const rows = readRows(sheet, header, today)
  if (rows.length === 0) refuse('sheetEmpty')
  if (rows.length > limits.rows) refuse('sheetTooManyRows', { found: rows.length, max: limits.rows })
  const twice = twiceInFile(rows.map(row => row.draft))
  for (const row of rows) {
    const finding = twice.get(row.draft.row)
    if (finding) row.problems.push(toProblem(finding, row.draft.row, row.draft.name, header))
  }
  return {
    sheetName: sheet.name,
    header,
    mapped: [...header.columns.values()].sort((a, b) => a.index - b.index).map(({ label, field }) => ({ column: label, field: fieldLabels[field] })),
    rows,
    general: judgeBranch(rows, header, organisationName),
  }
}

const officialName = '党员基本信息汇总表'

/** Which of several sheets is the roster: one with persons before an empty form, a visible one before a hidden one, then the official name, then the fullest header. */
function rosterSheetOf({ heads }: Workbook, known?: KnownHeaders): number | null {
  const candidates = heads.flatMap((sheet, index) => {
    const header = findHeader(sheet, known)
    return header ? [{ index, rank: rankOf(sheet, header) }] : []
  })
  return candidates.reduce<typeof candidates[number] | null>((best, other) => (best === null || isAbove(other.rank, best.rank) ? other : best), null)?.index ?? null
}
const isBlank = ({ heads }: Workbook): boolean => heads.every(sheet => sheet.rows.length === 0)

/** So many values of a column are shown, of so many letters, from the first rows. */
const SAMPLES = 2
const SAMPLE_LETTERS = 20
const ROWS_LOOKED_AT = 200

export interface SheetColumns { sheetName: string; headerRow: number; columns: (HeadedColumn & { samples: string[] })[] }

/**
 * The columns of a roster's header, or, where no header is understood, of the line that looks most like one; each with
 * its first values, in which long numbers are masked. Errors, beside those of `openWorkbook`: `sheetEmpty`.
 */
export async function columnsIn(bytes: Buffer, known?: KnownHeaders): Promise<SheetColumns> {
  const workbook = await openWorkbook(bytes)
  if (isBlank(workbook)) refuse('sheetEmpty')
  const chosen = rosterSheetOf(workbook, known) ?? workbook.heads.findIndex(sheet => !sheet.hidden && guessColumns(sheet, known) !== null)
  const sheet = workbook.heads[chosen]
  const header = sheet && (findHeader(sheet, known) ?? guessColumns(sheet, known))
  if (!sheet || !header) refuse('sheetEmpty')
  const below = sheet.rows.filter(row => row.n > header.row)
  const samplesOf = (index: number): string[] => [...new Set(below.slice(0, ROWS_LOOKED_AT).map(row => maskDigits(row.cells[index]?.shown.trim() ?? '').slice(0, SAMPLE_LETTERS)).filter(shown => shown !== ''))].slice(0, SAMPLES)
  return { sheetName: sheet.name, headerRow: header.row, columns: header.all.map(column => ({ ...column, samples: samplesOf(column.index) })) }
}

/** A value in which nobody can read a telephone or an ID number. */
const maskDigits = (shown: string): string => shown.replace(/\d[\d\s-]{5,}[\dXx]/g, number => `${number.slice(0, 3)}****`)

function rankOf(sheet: Sheet, header: Header): number[] {
  const name = header.columns.get('name')!.index
  const persons = sheet.rows.some(row => row.n > header.row && row.cells[name])
  return [persons ? 1 : 0, sheet.hidden ? 0 : 1, headerKey(sheet.name).includes(officialName) ? 1 : 0, header.columns.size]
}

function isAbove(a: number[], b: number[]): boolean {
  const i = a.findIndex((value, at) => value !== b[at])
  return i >= 0 && a[i]! > b[i]!
}

/** Rows that name another branch are questioned: each by itself, or all at once where the whole sheet names one other branch. */
function judgeBranch(rows: ReadRow[], header: Header, organisationName: string): ImportProblem[] {
  const foreign = rows.filter(({ branch }) => branch !== '' && !isSameBranch(branch, organisationName))
  const column = header.columns.get('branch')?.label ?? fieldLabels.branch
  const finding = (row: number, name: string, found: string, advice: string): ImportProblem => ({ row, column, name, found, advice, level: 'warning' })
  if (foreign.length === rows.length && rows.length > 1 && new Set(foreign.map(({ branch }) => branch)).size === 1) {
    return [finding(0, '', foreign[0]!.branch, `整张表写的都是另一个支部，请确认是不是要导入到“${organisationName}”`)]
  }
  for (const row of foreign) row.problems.push(finding(row.draft.row, row.draft.name, row.branch, `写的是另一个支部，请确认这位同志是不是在“${organisationName}”`))
  return []
}
