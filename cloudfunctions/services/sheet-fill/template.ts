/** What a sheet from above asks for: where its header stands, what each column means, where people go and what must stay below them. */
import { headerKey } from '../sheets-read/headers'
import { columnLetter } from '../sheets-read/sheet'
import { writingOf, type DateWriting } from './dates'
import { itemOf, type Item } from './items'
import { openTemplate, type OpenSheet } from './workbook'

export interface TemplateColumn {
  /** From 0, and as the spreadsheet program shows it. */
  index: number
  letter: string
  /** The lines of the header, from above, put together: 入党介绍人·姓名. */
  header: string
  /** What it asks of a person, as far as its header says so. */
  field: Item | null
  /** The sheet computes it by itself; filling leaves it alone. */
  formula: boolean
  dates: DateWriting
}

export interface TemplateSheet {
  /** Place among the sheets that have rows. */
  index: number
  name: string
  hidden: boolean
  /** The texts above the header. */
  title: string
  /** First and last line of the header, from 1; 0 where none was found. */
  headerFirst: number
  headerLast: number
  columns: TemplateColumn[]
  /** The row in which the first person stands, from 1. */
  firstDataRow: number
  /** Rows for people between header and footer: blank ones and those with samples or former people. */
  dataRows: number
  /** Rows among them in which something stands already. */
  usedRows: number
  /** The first row of what must stay below: 填表人, 说明, 合计; null where nothing does. */
  footerRow: number | null
}

export interface Template {
  macros: boolean
  sheets: TemplateSheet[]
  /** The sheet that most looks like the one to fill; null where no sheet has a header. */
  best: number | null
}

/** Rows in which a header may begin, its lines at most, and columns that are read. */
const HEAD_ROWS = 40
const MOST_LINES = 4
export const MOST_COLUMNS = 200

/** Reads a sheet that is to be filled. Errors: those of `openTemplate`. */
export async function readTemplate(bytes: Buffer): Promise<Template> {
  const { sheets, macros } = await openTemplate(bytes)
  const read = sheets.map(readSheet)
  const found = read.filter(({ headerLast }) => headerLast > 0)
  const rank = (sheet: TemplateSheet): number => (sheet.hidden ? 0 : 10_000) + known(sheet.columns) * 100 + sheet.columns.length
  const best = found.reduce<TemplateSheet | null>((former, sheet) => (former === null || rank(sheet) > rank(former) ? sheet : former), null)
  return { macros, sheets: read, best: best?.index ?? null }
}

const known = (columns: { field: Item | null }[]): number => columns.filter(({ field }) => field !== null).length

interface Grid { text: (row: number, column: number) => string; formula: (row: number, column: number) => boolean; width: number; last: number }

/** A sheet's texts by row from 1 and column from 0; the block of a merged heading has its text in every cell. */
function gridOf(sheet: OpenSheet): Grid {
  const cells = new Map(sheet.xml.rows.map(row => [row.n, new Map(row.cells.map(cell => [cell.column, cell]))]))
  const own = (row: number, column: number): string => { const cell = cells.get(row)?.get(column); return cell ? sheet.textOf(cell).trim() : '' }
  const spread = new Map<string, string>()
  for (const { top, bottom, left, right } of sheet.merges) {
    if (top >= HEAD_ROWS + MOST_LINES || right - left > MOST_COLUMNS || bottom - top > HEAD_ROWS) continue
    const text = own(top + 1, left)
    for (let row = top; row <= bottom; row++) for (let column = left; column <= right; column++) spread.set(`${row + 1} ${column}`, text)
  }
  const rows = sheet.xml.rows.filter(row => row.cells.some(cell => cell.inner !== null))
  const width = Math.min(MOST_COLUMNS, Math.max(0, ...rows.slice(0, HEAD_ROWS + MOST_LINES).map(row => Math.max(-1, ...row.cells.filter(cell => cell.inner !== null).map(cell => cell.column)) + 1), ...sheet.merges.filter(({ top }) => top < HEAD_ROWS).map(({ right }) => right + 1)))
  return {
    text: (row, column) => spread.get(`${row} ${column}`) ?? own(row, column),
    formula: (row, column) => /<(?:\w+:)?f[\s/>]/.test(cells.get(row)?.get(column)?.inner ?? ''),
    width, last: sheet.xml.rows.at(-1)?.n ?? 0,
  }
}

interface Heading { first: number; last: number; columns: { index: number; header: string; field: Item | null }[] }

function readSheet(sheet: OpenSheet, index: number): TemplateSheet {
  const grid = gridOf(sheet)
  const heading = findHeading(sheet, grid)
  const above = (heading?.first ?? Math.min(grid.last, HEAD_ROWS) + 1) - 1
  const title = [...new Set(Array.from({ length: Math.min(above, HEAD_ROWS) }, (__, i) => Array.from({ length: grid.width }, (___, column) => grid.text(i + 1, column))).flat().filter(Boolean))].join(' ').slice(0, 300)
  const base = { index, name: sheet.name, hidden: sheet.hidden, title }
  if (!heading) return { ...base, headerFirst: 0, headerLast: 0, columns: [], firstDataRow: 1, dataRows: 0, usedRows: 0, footerRow: null }
  const footerRow = footerBelow(sheet, grid, heading)
  const firstDataRow = heading.last + 1
  const dataRows = (footerRow ?? Math.max(grid.last, heading.last) + 1) - firstDataRow
  const number = heading.columns.find(({ field }) => field === 'number')?.index
  const used = (row: number): boolean => heading.columns.some(column => column.index !== number && !grid.formula(row, column.index) && grid.text(row, column.index) !== '')
  return {
    ...base, headerFirst: heading.first, headerLast: heading.last, firstDataRow, dataRows, footerRow,
    usedRows: Array.from({ length: dataRows }, (__, i) => firstDataRow + i).filter(used).length,
    columns: heading.columns.map(column => ({
      ...column, letter: columnLetter(column.index), formula: dataRows > 0 && grid.formula(firstDataRow, column.index),
      dates: writingOf(column.header, dataRows > 0 ? grid.text(firstDataRow, column.index) : ''),
    })),
  }
}

/** The lines that name most of what a person has; among equals the fewest lines, then the uppermost. A sheet whose headers say nothing known is read by its shape. */
function findHeading(sheet: OpenSheet, grid: Grid): Heading | null {
  let best: Heading | null = null
  let shape: Heading | null = null
  for (let row = 1; row <= Math.min(grid.last, HEAD_ROWS); row++) {
    // A line into which the cells of the line above reach is no first line.
    if (sheet.merges.some(({ top, bottom }) => top < row - 1 && bottom >= row - 1 && bottom - top < MOST_LINES)) continue
    for (let last = row; last < row + MOST_LINES; last++) {
      const heading = headingAt(sheet, grid, row, last)
      if (!heading) continue
      const found = known(heading.columns)
      const better = !best || found > known(best.columns) || (found === known(best.columns) && last - row < best.last - best.first)
      if (found >= 2 && better) best = heading
      if (last === lastJoined(sheet, row) && heading.columns.length >= 3 && heading.columns.length > (shape?.columns.length ?? 0)) shape = heading
    }
  }
  if (!best) return shape
  // A cell of the header that reaches further down takes the lines below it along.
  const last = Math.max(best.last, lastJoined(sheet, best.first), secondLine(sheet, grid, best))
  return last === best.last ? best : headingAt(sheet, grid, best.first, last) ?? best
}

/** The last line of a header that begins in a row: its cells may be merged downwards. */
const lastJoined = (sheet: OpenSheet, row: number): number =>
  Math.max(row, ...sheet.merges.filter(({ top, bottom }) => top === row - 1 && bottom - top < MOST_LINES).map(({ bottom }) => bottom + 1))

/** The line below a header whose merged headings it divides: it names nobody. */
function secondLine(sheet: OpenSheet, grid: Grid, { last, columns }: Heading): number {
  const divided = sheet.merges.filter(({ top, bottom, left, right }) => top + 1 === last && bottom === top && right > left && right - left + 1 < columns.length)
  const name = columns.find(({ field }) => field === 'name')?.index
  const isDivided = (column: number): boolean => divided.some(({ left, right }) => column >= left && column <= right)
  const below = Array.from({ length: grid.width }, (__, column) => column).filter(column => grid.text(last + 1, column) !== '')
  return below.length > 0 && below.every(isDivided) && !(name !== undefined && isDivided(name)) ? last + 1 : last
}

/** A header of the lines `first`…`last`; null where they cannot be one. */
function headingAt(sheet: OpenSheet, grid: Grid, first: number, last: number): Heading | null {
  const columns: Heading['columns'] = []
  const claimed = new Map<Item, { at: number; rank: number }>()
  for (let index = 0; index < grid.width; index++) {
    const lines = Array.from({ length: last - first + 1 }, (__, i) => grid.text(first + i, index).replace(/\s+/g, '')).filter((text, i, all) => text !== '' && text !== all[i - 1])
    if (lines.length === 0) continue
    // A heading is short and no number; a merged one gives all its columns the same text, and the first of them a meaning.
    if (lines.some(line => line.length > 60 || /^\d+([.年/-]\d+.*)?$/.test(line))) return null
    const header = lines.join('·').slice(0, 80)
    const meaning = itemOf(lines)
    const former = meaning && claimed.get(meaning.item)
    const mine = meaning !== null && (!former || meaning.rank < former.rank)
    if (mine && former) columns[former.at]!.field = null
    if (mine) claimed.set(meaning.item, { at: columns.length, rank: meaning.rank })
    columns.push({ index, header, field: mine ? meaning.item : null })
  }
  // A cell that is merged over columns in the last line is one column, not several.
  const joined = sheet.merges.filter(({ top, bottom, left, right }) => top + 1 <= last && bottom + 1 >= last && right > left)
  const separate = columns.filter(({ index }) => !joined.some(({ left, right }) => index > left && index <= right))
  return new Set(separate.map(({ header }) => headerKey(header))).size >= 2 ? { first, last, columns: separate } : null
}

/** How lines below the last person begin. */
const footerText = /^(注|说明|备注|填表|填报|制表|制作|报送|审核|审批|审查|统计|截止|截至|单位|负责人|党支部|支部|党总支|书记|联系人|联系电话|联系方式|日期|时间|打印|经办|签字|签名|盖章)[^:：]{0,14}[:：]|^(合计|总计|小计|共计|以上|注$|说明$)|(盖章|签字|签名)[)）]?[:：]?$/
/** A line of hints right below the header, which stays: 必填, 格式：…. */
const hintText = /^[（(【]?(必填|选填|非必填|格式|下拉|填写|请填|请选|如[:：]|例如|文本格式|日期格式|数字格式)/

function footerBelow(sheet: OpenSheet, grid: Grid, heading: Heading): number | null {
  const name = heading.columns.find(({ field }) => field === 'name')?.index
  const half = heading.columns.length / 2
  const nextHint = heading.columns.filter(({ index }) => hintText.test(grid.text(heading.last + 1, index))).length
  if (nextHint >= 2) heading.last++
  for (const row of sheet.xml.rows) {
    if (row.n <= heading.last) continue
    const texts = row.cells.map(cell => ({ column: cell.column, text: sheet.textOf(cell).trim() })).filter(({ text }) => text !== '')
    if (texts.length === 0) continue
    const wide = sheet.merges.some(({ top, left, right }) => top === row.n - 1 && right - left + 1 >= Math.max(3, half) && texts.some(({ column }) => column === left))
    const says = texts.some(({ text, column }) => footerText.test(text.normalize('NFKC')) && (column !== name || texts.length <= 2 || /[:：]/.test(text)))
    if (wide || says) return row.n
  }
  return null
}
