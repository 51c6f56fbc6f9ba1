/** A sheet from above with people written into it: layout, formats and everything else of the workbook stay as they were. */
import { refuse } from '../../platform/errors'
import { columnLetter } from '../sheets-read/sheet'
import { serialOf, writtenAs, type DateWriting } from './dates'
import { copiedFormula, type Insertion } from './refs'
import { makeRoom } from './room'
import { readStyles, type Styles } from './styles'
import { readTemplate, type TemplateSheet } from './template'
import { openTemplate, type OpenSheet } from './workbook'
import { attribute, columnOf, elements, escapeXml, putTogether, unescapeXml, withAttribute, type XmlCell, type XmlRow } from './xml'

/**
 * What one cell is to hold: a text, a number, a day, or null: not known, which leaves it empty and yellow. An empty text
 * is known to be empty and stays white.
 */
export type FillValue = string | number | { day: string } | null

export interface Filling {
  /** Which of `Template.sheets`. */
  sheet: number
  /** The columns that are filled; how days are written where it is another than the template's own. */
  columns: { index: number; dates?: DateWriting }[]
  /** A row of values for each person, in the order of `columns`. */
  rows: FillValue[][]
}

const bareCell = (attributes: string): string => ['r', 't', 'cm', 'vm'].reduce((all, name) => withAttribute(all, name, null), attributes)
const digits = /^\d{6,}[\dXx]?$/

/**
 * Fills a workbook. Each person's row looks like the template's first row for people; where there are more people than
 * rows, rows are added above the footer. Whatever stood in the rows of the columns that are filled is replaced. Nothing
 * that is written is ever computed. Errors: those of `openTemplate`; `sheetNoHeader` where the sheet has no header.
 */
export async function fillTemplate(bytes: Buffer, { sheet: index, columns, rows }: Filling): Promise<Buffer> {
  const template = (await readTemplate(bytes)).sheets[index]
  if (!template || template.headerLast === 0) return refuse('sheetNoHeader')
  const { files, sheets, date1904 } = await openTemplate(bytes)
  const sheet = sheets[index]!
  const styles = readStyles(files.text('xl/styles.xml'))
  const insertion: Insertion = { first: template.firstDataRow, last: template.firstDataRow + template.dataRows - 1, added: Math.max(0, rows.length - template.dataRows) }
  unshare(sheet)
  const first = sheet.xml.rows.find(({ n }) => n >= template.firstDataRow && n <= insertion.last)
  const model = first ? { ...first, cells: first.cells.map(cell => ({ ...cell })) } : null
  const pattern = new Map(model?.cells.map(cell => [cell.column, cell]))
  if (insertion.added > 0) makeRoom(files, sheets, sheet, insertion)

  const filled = new Map(columns.map((column, at) => [column.index, { at, dates: column.dates ?? template.columns.find(each => each.index === column.index)?.dates ?? 'words' }]))
  const byRow = new Map(sheet.xml.rows.map(row => [row.n, row]))
  const constants = model ? constantCells(sheet, template, insertion.last) : new Set<number>()
  rows.forEach((values, i) => {
    const n = template.firstDataRow + i
    const isNew = n > insertion.last
    let row = byRow.get(n)
    if (!row) byRow.set(n, row = { n, attributes: model?.attributes ?? '', cells: [] })
    const cells = new Map(row.cells.map(cell => [cell.column, cell]))
    if (isNew) for (const cell of model?.cells ?? []) if (!filled.has(cell.column)) cells.set(cell.column, copied(cell, n - model!.n, sheet.xml.prefix, constants.has(cell.column)))
    for (const [column, { at, dates }] of filled) {
      const like = cells.get(column) ?? pattern.get(column)
      cells.set(column, cellOf(column, bareCell(like?.attributes ?? ''), values[at] ?? null, { styles, date1904, dates, prefix: sheet.xml.prefix }))
    }
    row.cells = [...cells.values()]
  })
  emptySpare(byRow, template, filled, rows.length)
  sheet.xml.rows = [...byRow.values()].sort((a, b) => a.n - b.n)
  if (insertion.added > 0) repeatMerges(sheet, template, insertion)
  files.write(sheet.path, withDimension(putTogether(sheet.xml, columnLetter), sheet.xml.prefix, insertion))
  const newStyles = styles.changed()
  if (newStyles !== null) files.write('xl/styles.xml', newStyles)
  if (sheets.some(({ xml }) => xml.rows.some(({ cells }) => cells.some(({ inner }) => inner !== null && /<(\w+:)?f[\s/>]/.test(inner))))) dropCalculations(files)
  return files.bytes()
}

/** A cell with a value, in the format of the one whose place it takes. */
function cellOf(column: number, attributes: string, value: FillValue, how: { styles: Styles; date1904: boolean; dates: DateWriting; prefix: string }): XmlCell {
  const style = Number(attribute(attributes, 's') ?? 0)
  const styled = (id: number): string => (id === 0 ? attributes : withAttribute(attributes, 's', String(id)))
  const text = (written: string, id = style): XmlCell => ({ column, attributes: withAttribute(styled(id), 't', 'inlineStr'), inner: `<${how.prefix}is><${how.prefix}t xml:space="preserve">${escapeXml(written)}</${how.prefix}t></${how.prefix}is>` })
  const number = (written: number): XmlCell => ({ column, attributes, inner: `<${how.prefix}v>${written}</${how.prefix}v>` })
  if (value === null) return { column, attributes: styled(how.styles.yellow(style)), inner: null }
  if (typeof value === 'number') return number(value)
  if (typeof value === 'object') return how.styles.isDate(style) ? number(serialOf(value.day, how.date1904)) : text(writtenAs(value.day, how.dates))
  if (value === '') return { column, attributes, inner: null }
  return text(value.slice(0, 32_000), digits.test(value) ? how.styles.asText(style) : style)
}

/** A cell of a column that is not filled, in an added row: its format, its formula for the new row, and a text that stands in every row. */
function copied(cell: XmlCell, down: number, prefix: string, constant: boolean): XmlCell {
  const formula = elements(cell.inner ?? '', `${prefix}f`)[0]?.inner
  if (formula) return { column: cell.column, attributes: withAttribute(cell.attributes, 't', null), inner: `<${prefix}f>${escapeXml(copiedFormula(unescapeXml(formula), down, 0, columnLetter, columnOf))}</${prefix}f>` }
  return constant ? { ...cell } : { column: cell.column, attributes: bareCell(cell.attributes), inner: null }
}

/** Columns in which every row for people says the same. */
function constantCells(sheet: OpenSheet, { firstDataRow, dataRows }: TemplateSheet, last: number): Set<number> {
  const rows = sheet.xml.rows.filter(({ n }) => n >= firstDataRow && n <= last)
  const textAt = (row: XmlRow, column: number): string => { const cell = row.cells.find(each => each.column === column); return cell ? sheet.textOf(cell) : '' }
  if (dataRows < 2 || rows.length < dataRows) return new Set()
  return new Set(rows[0]!.cells.map(({ column }) => column).filter(column => rows.every(row => textAt(row, column) === textAt(rows[0]!, column))))
}

/** What stood in rows that nobody takes: samples and former people go, numbers and formulas stay. */
function emptySpare(rows: Map<number, XmlRow>, template: TemplateSheet, filled: Map<number, unknown>, people: number): void {
  const number = template.columns.find(({ field }) => field === 'number')?.index
  for (let n = template.firstDataRow + people; n < template.firstDataRow + template.dataRows; n++) {
    const row = rows.get(n)
    if (row) row.cells = row.cells.map(cell => (filled.has(cell.column) && cell.column !== number && cell.inner !== null ? { column: cell.column, attributes: bareCell(cell.attributes), inner: null } : cell))
  }
}

/** A row for people whose cells are merged sideways has its like in every row that is added. */
function repeatMerges(sheet: OpenSheet, { firstDataRow }: TemplateSheet, { first, last, added }: Insertion): void {
  const { prefix } = sheet.xml
  const within = last >= first ? sheet.merges.filter(({ top, bottom }) => top === firstDataRow - 1 && bottom === top) : []
  const refs = within.flatMap(({ left, right }) => Array.from({ length: added }, (__, i) => `<${prefix}mergeCell ref="${columnLetter(left)}${last + 1 + i}:${columnLetter(right)}${last + 1 + i}"/>`))
  if (refs.length === 0) return
  sheet.xml.after = sheet.xml.after.replace(new RegExp(`<${prefix}mergeCells([^>]*)>([\\s\\S]*?)</${prefix}mergeCells>`), (__, attributes: string, inner: string) =>
    `<${prefix}mergeCells${withAttribute(attributes, 'count', String(elements(inner, `${prefix}mergeCell`).length + refs.length))}>${inner}${refs.join('')}</${prefix}mergeCells>`)
}

/** Formulas that share one text get each its own, since their rows may move apart. */
function unshare({ xml }: OpenSheet): void {
  const { prefix } = xml
  const masters = new Map<string, { formula: string; n: number; column: number }>()
  for (const row of xml.rows) {
    for (const cell of row.cells) {
      const f = elements(cell.inner ?? '', `${prefix}f`)[0]
      const shared = f && attribute(f.attributes, 't') === 'shared' ? attribute(f.attributes, 'si') : null
      if (!f || shared === null) continue
      const own = f.inner === null || f.inner === '' ? null : unescapeXml(f.inner)
      if (own !== null) masters.set(shared, { formula: own, n: row.n, column: cell.column })
      const master = masters.get(shared)
      const formula = own ?? (master ? copiedFormula(master.formula, row.n - master.n, cell.column - master.column, columnLetter, columnOf) : '')
      cell.inner = cell.inner!.replace(new RegExp(`<${prefix}f(?=[\\s/>])[^>]*?(/>|>[\\s\\S]*?</${prefix}f>)`), () => `<${prefix}f>${escapeXml(formula)}</${prefix}f>`)
    }
  }
}

/** The sheet's measure of itself, where it has one and it grew. */
const withDimension = (xml: string, prefix: string, { added }: Insertion): string =>
  (added === 0 ? xml : xml.replace(new RegExp(`(<${prefix}dimension\\s+ref="[A-Z]+\\d+:[A-Z]+)(\\d+)"`), (__, before: string, row: string) => `${before}${Number(row) + added}"`))

/** The order in which formulas were last computed no longer holds; without it the spreadsheet program makes its own. */
function dropCalculations(files: { text: (name: string) => string | null; write: (name: string, text: string) => void; remove: (name: string) => void }): void {
  const workbook = files.text('xl/workbook.xml')!
  const prefix = /<(\w+:)?workbook[\s>]/.exec(workbook)?.[1] ?? ''
  if (files.text('xl/calcChain.xml') !== null) {
    files.remove('xl/calcChain.xml')
    for (const part of ['[Content_Types].xml', 'xl/_rels/workbook.xml.rels']) {
      const text = files.text(part)
      if (text !== null) files.write(part, text.replace(/<(?:\w+:)?(?:Override|Relationship)\s[^>]*calcChain\.xml[^>]*\/>/gi, ''))
    }
  }
  const calc = new RegExp(`<${prefix}calcPr(?=[\\s/>])([^>]*?)(/?)>`)
  if (calc.test(workbook)) files.write('xl/workbook.xml', workbook.replace(calc, (__, attributes: string, closed: string) => `<${prefix}calcPr${withAttribute(attributes, 'fullCalcOnLoad', '1')}${closed}>`))
}
