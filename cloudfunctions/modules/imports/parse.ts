/** A roster file → the persons in it and everything that is wrong with it. */
import { refuse } from '../../platform/errors'
import type { ImportProblem } from '../../../types/contracts/imports'
import { fieldLabels, findHeader, headerKey, type Header } from './headers'
import { readRows, toProblem, type ReadRow } from './rows'
import { isSameBranch, twiceInFile } from './rules'
import { limits, type Sheet } from './sheet'
import { openWorkbook, type Workbook } from './workbook'

export interface Roster {
  sheetName: string
  header: Header
  mapped: { column: string; field: string }[]
  rows: ReadRow[]
  /** What concerns the sheet as a whole; its row is 0. */
  general: ImportProblem[]
}

/**
 * Reads a roster. `organisationName` is the branch that it is imported for, `today` a day in Asia/Shanghai.
 * Errors, beside those of `openWorkbook`: `sheetNoHeader`, `sheetEmpty`, `sheetTooManyRows`.
 */
export async function parseRoster(bytes: Buffer, organisationName: string, today: string): Promise<Roster> {
  const workbook = await openWorkbook(bytes)
  const sheet = workbook.read(rosterSheetOf(workbook))
  const header = findHeader(sheet) ?? refuse('sheetNoHeader')
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
function rosterSheetOf({ heads }: Workbook): number {
  const candidates = heads.flatMap((sheet, index) => {
    const header = findHeader(sheet)
    return header ? [{ index, rank: rankOf(sheet, header) }] : []
  })
  if (candidates.length === 0) refuse(heads.every(sheet => sheet.rows.length === 0) ? 'sheetEmpty' : 'sheetNoHeader')
  return candidates.reduce((best, other) => (isAbove(other.rank, best.rank) ? other : best)).index
}

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
