/** Rows added to a sheet: whatever names a place below them moves along, in the sheet and in what speaks of it. */
import { movedFormula, movedRange, movedRanges, type Insertion } from './refs'
import type { Package } from './package'
import type { OpenSheet } from './workbook'
import { attribute, elements, escapeXml, unescapeXml, withAttribute } from './xml'

/** An attribute of every element of some names, changed. */
const eachAttribute = (xml: string, names: string, name: string, change: (value: string) => string): string =>
  xml.replace(new RegExp(`<((?:\\w+:)?(?:${names}))(?=[\\s/>])((?:[^>"']|"[^"]*"|'[^']*')*?)(/?)>`, 'g'), (whole, element: string, attributes: string, closed: string) => {
    const value = attribute(attributes, name)
    return value === null ? whole : `<${element}${withAttribute(attributes, name, change(value))}${closed}>`
  })
/** The text of every element of some names, changed. */
const eachText = (xml: string, names: string, change: (text: string) => string): string =>
  xml.replace(new RegExp(`(<(?:\\w+:)?(?:${names})(?:\\s(?:[^>"']|"[^"]*"|'[^']*')*)?>)([^<]*)(?=</)`, 'g'), (whole, open: string, text: string) => (open.endsWith('/>') ? whole : open + escapeXml(change(unescapeXml(text)))))

/** Moves all that lies below the rows for people down, in every part that says where it lies. */
export function makeRoom(files: Package, sheets: OpenSheet[], sheet: OpenSheet, insertion: Insertion): void {
  const { xml, name } = sheet
  const { last, added } = insertion
  const formula = (text: string, host: string | null = name): string => movedFormula(text, insertion, name, host)
  for (const row of xml.rows) {
    if (row.n > last) row.n += added
    for (const cell of row.cells) if (cell.inner !== null && /<(\w+:)?f[\s>]/.test(cell.inner)) cell.inner = eachAttribute(eachText(cell.inner, 'f', text => formula(text)), 'f', 'ref', range => movedRange(range, insertion))
  }
  let { after } = xml
  after = eachAttribute(after, 'mergeCell', 'ref', range => movedRange(range, insertion))
  after = eachAttribute(after, 'hyperlink|autoFilter|sortState|sortCondition', 'ref', range => movedRange(range, insertion))
  after = eachAttribute(after, 'dataValidation|conditionalFormatting|protectedRange|ignoredError', 'sqref', ranges => movedRanges(ranges, insertion))
  after = eachText(after, 'sqref', ranges => movedRanges(ranges, insertion))
  after = eachText(after, 'formula|formula1|formula2', text => formula(text))
  after = after.replace(/<((?:\w+:)?rowBreaks)(?=[\s>])[\s\S]*?<\/\1>/, breaks => eachAttribute(breaks, 'brk', 'id', row => String(Number(row) > last ? Number(row) + added : row)))
  xml.after = after
  for (const other of sheets) {
    if (other === sheet) continue
    const text = files.text(other.path) ?? ''
    const changed = eachText(text, 'f', each => formula(each, other.name))
    if (changed !== text) files.write(other.path, changed)
  }
  const workbook = files.text('xl/workbook.xml')!
  const named = eachText(workbook, 'definedName', each => formula(each, null))
  if (named !== workbook) files.write('xl/workbook.xml', named)
  for (const table of partsOf(files, sheet.path, 'table')) {
    const text = files.text(table)
    if (text !== null) files.write(table, eachAttribute(text, 'table|autoFilter|sortState|sortCondition', 'ref', range => movedRange(range, insertion)))
  }
  // A seal or a picture hangs on a row, counted from 0; so does the balloon of a comment.
  const moved = (row: string): string => String(Number(row) >= last ? Number(row) + added : row)
  for (const [kind, change] of [
    ['drawing', (text: string) => eachText(text, 'row', moved)], ['vmlDrawing', (text: string) => eachText(text, 'Row', moved)],
    ['comments', (text: string) => eachAttribute(text, 'comment', 'ref', place => movedRange(place, insertion))],
  ] as const) {
    for (const part of partsOf(files, sheet.path, kind)) {
      const text = files.text(part)
      if (text !== null) files.write(part, change(text))
    }
  }
}

/** The parts of one kind that belong to a sheet. */
function partsOf(files: Package, path: string, kind: string): string[] {
  const relations = files.text(path.replace(/([^/]+)$/, '_rels/$1.rels')) ?? ''
  return elements(relations, 'Relationship').flatMap(({ attributes }) => {
    const target = attribute(attributes, 'Target') ?? ''
    return attribute(attributes, 'Type')?.endsWith(`/${kind}`) ? [target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^(\.\.\/)+/, '')}`] : []
  })
}
