/**
 * A form as an .xlsx that prints as one: ruled tables, lines over the whole width, landscape, as wide as a page.
 *
 * The library writes no borders and no page; they are put into its parts afterwards. Every text stays a text cell, so
 * that nothing a person wrote is ever computed.
 */
type Value = string | number
/** title: large, in the middle. line: over the whole width. head, row: of a ruled table; null continues the cell before it, a head's also the one above. */
export type FormRow = { kind: 'title' | 'line' | 'space'; text: string } | { kind: 'head' | 'row'; cells: (Value | null)[] }

/** Indices into `cellXfs` below. */
const styles = { title: 1, line: 2, head: 3, row: 4, space: 2 } as const
const FONT = '宋体'
const border = '<border><left style="thin"/><right style="thin"/><top style="thin"/><bottom style="thin"/><diagonal/></border>'
const font = (size: number, bold = ''): string => `<font>${bold}<sz val="${size}"/><name val="${FONT}"/></font>`
const cellXf = (fontId: number, borderId: number, horizontal: string): string => `<xf numFmtId="49" fontId="${fontId}" fillId="0" borderId="${borderId}" xfId="0" applyNumberFormat="1" applyFont="1" applyBorder="1" applyAlignment="1"><alignment horizontal="${horizontal}" vertical="center" wrapText="1"/></xf>`
const stylesXml = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="3">${font(10)}${font(16, '<b/>')}${font(10, '<b/>')}</fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>${border}</borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>${cellXf(1, 0, 'center')}${cellXf(0, 0, 'left')}${cellXf(2, 1, 'center')}${cellXf(0, 1, 'center')}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`

/** Points of a line of ten-point text, and of the row with the title. */
const LINE = 15
const TITLE = 30

/** Places that a text takes in a column: a Chinese character takes two. */
const placesOf = (value: Value | null): number => [...String(value ?? '')].reduce((sum, sign) => sum + (sign > '\u00ff' ? 2 : 1), 0)
const linesOf = (value: Value | null, places: number): number => Math.max(1, Math.ceil(placesOf(value) / Math.max(1, places)))

interface Merge { s: { r: number; c: number }; e: { r: number; c: number } }

/** What is one cell over several: lines over all columns, and in a table every null. */
function mergesOf(rows: readonly FormRow[], columns: number): Merge[] {
  return rows.flatMap((row, r): Merge[] => {
    if (!('cells' in row)) return columns > 1 ? [{ s: { r, c: 0 }, e: { r, c: columns - 1 } }] : []
    return row.cells.flatMap((value, c): Merge[] => {
      if (value === null) return []
      let to = c
      while (row.cells[to + 1] === null) to++
      const below = rows[r + 1]
      const down = row.kind === 'head' && below && 'cells' in below && below.kind === 'head' && below.cells[c] === '' ? 1 : 0
      return to > c || down > 0 ? [{ s: { r, c }, e: { r: r + down, c: to } }] : []
    })
  })
}

/**
 * The bytes of a form.
 * @param widths of the columns, in places of a digit
 */
export async function formWorkbook(name: string, rows: readonly FormRow[], widths: readonly number[]): Promise<Buffer> {
  const library = await import('@e965/xlsx')
  const { CFB, utils, write } = library
  const whole = widths.reduce((sum, width) => sum + width, 0)
  const sheet: import('@e965/xlsx').WorkSheet = { '!ref': utils.encode_range({ s: { r: 0, c: 0 }, e: { r: rows.length - 1, c: widths.length - 1 } }) }
  const styleAt = new Map<string, number>()
  const put = (r: number, c: number, value: Value, style: number): void => {
    const cell = utils.encode_cell({ r, c })
    sheet[cell] = typeof value === 'number' ? { t: 'n', v: value } : { t: 's', v: value, z: '@' }
    styleAt.set(cell, style)
  }
  rows.forEach((row, r) => {
    if ('cells' in row) widths.forEach((_width, c) => put(r, c, row.cells[c] ?? '', styles[row.kind]))
    else put(r, 0, row.text, styles[row.kind])
  })
  sheet['!merges'] = mergesOf(rows, widths.length)
  sheet['!cols'] = widths.map(wch => ({ wch }))
  sheet['!rows'] = rows.map(row => ({ hpt: 'cells' in row ? LINE * Math.max(...widths.map((width, c) => (row.cells[c + 1] === null || row.cells[c] === null ? 1 : linesOf(row.cells[c] ?? '', width)))) + 3 : row.kind === 'title' ? TITLE : LINE * linesOf(row.text, whole) + 3 }))
  sheet['!margins'] = { left: 0.4, right: 0.4, top: 0.5, bottom: 0.5, header: 0.2, footer: 0.2 }
  const zip = CFB.read(Buffer.from(write({ SheetNames: [name], Sheets: { [name]: sheet } }, { type: 'buffer', bookType: 'xlsx', bookSST: true }) as Uint8Array), { type: 'buffer' })
  rewrite(zip, CFB.find, '/xl/styles.xml', () => stylesXml)
  rewrite(zip, CFB.find, '/xl/worksheets/sheet1.xml', xml => xml
    .replace(/<c r="([A-Z]+\d+)"(?: s="\d+")?/g, (_all, cell: string) => `<c r="${cell}" s="${styleAt.get(cell) ?? 0}"`)
    .replace('<dimension', '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><dimension')
    .replace(/(<pageMargins[^>]*\/>)/, '$1<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>'))
  return Buffer.from(CFB.write(zip, { fileType: 'zip', type: 'buffer', compression: true }) as Uint8Array)
}

function rewrite(zip: object, find: (zip: never, path: string) => unknown, path: string, change: (xml: string) => string): void {
  const part = find(zip as never, path) as { content: Uint8Array; size: number }
  part.content = Buffer.from(change(Buffer.from(part.content).toString('utf8')))
  part.size = part.content.length
}
