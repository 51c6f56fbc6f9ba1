/** Sheets as they come from above: real workbooks with formats, merged headings, validations and a footer, written by hand. */
import { strToU8, unzipSync, zipSync, type Zippable } from 'fflate'

const escape = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
const letter = (index: number): string => (index < 26 ? '' : String.fromCharCode(64 + Math.floor(index / 26))) + String.fromCharCode(65 + index % 26)

export interface BlankSheet {
  title?: string
  /** Lines below the title. */
  lines?: string[]
  /** One line of headers, or two: what the upper one merges is written as [text, columns]. */
  headers: string[]
  upper?: [string, number][]
  /** What stands in the rows for people; an empty list is a blank row. */
  rows?: (string | { formula: string })[][]
  footer?: string[]
  macro?: boolean
  name?: string
  /** Column indexes in which a format shows numbers as days. */
  dayFormats?: number[]
  /** Further XML behind the merges. */
  validations?: string
  /** Replaces or adds parts. */
  parts?: Record<string, string | Uint8Array>
}

/** Formats: 1 title, 2 header, 3 text in a frame, 4 a day in a frame, 5 footer. */
const styles = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts><fonts count="3"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="18"/><name val="方正小标宋简体"/></font><font><b/><sz val="11"/><name val="黑体"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border><left style="thin"/><right style="thin"/><top style="thin"/><bottom style="thin"/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="6"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1"><alignment horizontal="center" vertical="center"/></xf><xf numFmtId="0" fontId="2" fillId="0" borderId="1" xfId="0" applyFont="1"><alignment horizontal="center" wrapText="1"/></xf><xf numFmtId="0" fontId="0" fillId="0" borderId="1" xfId="0" applyBorder="1"><alignment vertical="center"/></xf><xf numFmtId="176" fontId="0" fillId="0" borderId="1" xfId="0" applyNumberFormat="1"/><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs></styleSheet>`

/** A blank sheet's bytes. */
export function blankSheet(sheet: BlankSheet): Buffer {
  const width = sheet.headers.length
  const shared: string[] = []
  const text = (value: string): string => { if (!shared.includes(value)) shared.push(value); return `<v>${shared.indexOf(value)}</v>` }
  const cell = (row: number, column: number, value: string | { formula: string } | undefined, style: number): string => {
    const place = `r="${letter(column)}${row}" s="${style}"`
    if (value === undefined || value === '') return `<c ${place}/>`
    if (typeof value === 'object') return `<c ${place}><f>${escape(value.formula)}</f><v>0</v></c>`
    return /^\d{1,4}$/.test(value) ? `<c ${place}><v>${value}</v></c>` : `<c ${place} t="s">${text(value)}</c>`
  }
  const merges: string[] = []
  const rows: string[] = []
  let n = 0
  const add = (cells: string, height?: number): void => { rows.push(`<row r="${n}" spans="1:${width}"${height ? ` ht="${height}" customHeight="1"` : ''}>${cells}</row>`) }
  const wide = (value: string, style: number, height?: number): void => { n++; add(cell(n, 0, value, style), height); merges.push(`A${n}:${letter(width - 1)}${n}`) }
  if (sheet.title) wide(sheet.title, 1, 40)
  for (const line of sheet.lines ?? []) wide(line, 5)
  if (sheet.upper) {
    n++
    let column = 0
    let cells = ''
    for (const [value, columns] of sheet.upper) {
      cells += cell(n, column, value, 2)
      merges.push(columns > 1 ? `${letter(column)}${n}:${letter(column + columns - 1)}${n}` : `${letter(column)}${n}:${letter(column)}${n + 1}`)
      column += columns
    }
    add(cells, 30)
  }
  n++
  add(sheet.headers.map((header, i) => cell(n, i, header, 2)).join(''), 30)
  const first = n + 1
  for (const row of sheet.rows ?? []) {
    n++
    add(sheet.headers.map((__, i) => cell(n, i, row[i], sheet.dayFormats?.includes(i) ? 4 : 3)).join(''), 24)
  }
  const last = n
  for (const line of sheet.footer ?? []) {
    if (line.startsWith('=')) { n++; add(cell(n, 0, '合计', 5) + cell(n, 1, { formula: line.slice(1).replace('FIRST', String(first)).replace('LAST', String(last)) }, 5)) } else wide(line, 5)
  }
  const name = sheet.name ?? 'Sheet1'
  const xml = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:${letter(width - 1)}${n}"/><sheetViews><sheetView workbookViewId="0"/></sheetViews><cols><col min="1" max="1" width="5.5" customWidth="1"/><col min="2" max="${width}" width="14.25" customWidth="1"/></cols><sheetData>${rows.join('')}</sheetData>${merges.length > 0 ? `<mergeCells count="${merges.length}">${merges.map(ref => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>` : ''}${sheet.validations?.replace(/FIRST/g, String(first)).replace(/LAST/g, String(last)) ?? ''}<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/></worksheet>`
  const kind = sheet.macro ? 'application/vnd.ms-excel.sheet.macroEnabled.main+xml' : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'
  const formulas = xml.includes('<f>')
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const parts: Record<string, string | Uint8Array> = {
    '[Content_Types].xml': `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${sheet.macro ? '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>' : ''}<Override PartName="/xl/workbook.xml" ContentType="${kind}"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>${formulas ? '<Override PartName="/xl/calcChain.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"/>' : ''}</Types>`,
    '_rels/.rels': `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${office}"><sheets><sheet name="${escape(name)}" sheetId="1" r:id="rId1"/></sheets><definedNames><definedName name="_xlnm.Print_Area" localSheetId="0">'${escape(name)}'!$A$1:$${letter(width - 1)}$${n}</definedName></definedNames><calcPr calcId="191029"/></workbook>`,
    'xl/_rels/workbook.xml.rels': `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/styles" Target="styles.xml"/><Relationship Id="rId3" Type="${office}/sharedStrings" Target="sharedStrings.xml"/>${formulas ? `<Relationship Id="rId4" Type="${office}/calcChain" Target="calcChain.xml"/>` : ''}</Relationships>`,
    'xl/styles.xml': styles,
    'xl/sharedStrings.xml': `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="${shared.length}" uniqueCount="${shared.length}">${shared.map(value => `<si><t xml:space="preserve">${escape(value)}</t></si>`).join('')}</sst>`,
    'xl/worksheets/sheet1.xml': xml,
    ...(formulas && { 'xl/calcChain.xml': '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="B9" i="1"/></calcChain>' }),
    ...(sheet.macro && { 'xl/vbaProject.bin': Uint8Array.from({ length: 3000 }, (__, i) => (i * 7 + (i >> 3)) & 0xff) }),
    ...sheet.parts,
  }
  return Buffer.from(zipSync(Object.fromEntries(Object.entries(parts).map(([path, content]) => [path, typeof content === 'string' ? strToU8(content) : content])) as Zippable))
}

/** The parts of a workbook by name. */
export const partsIn = (bytes: Buffer): Record<string, Uint8Array> => unzipSync(bytes)
/** One part as text. */
export const partText = (bytes: Buffer, name: string): string => Buffer.from(partsIn(bytes)[name] ?? []).toString('utf8')
