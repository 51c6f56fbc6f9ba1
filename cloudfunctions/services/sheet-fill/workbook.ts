/** A workbook as filling sees it: its sheets with their texts, merges and formats. */
import { refuse } from '../../platform/errors'
import type { Merge } from '../sheets-read/sheet'
import { limits, refuseTooManyRows } from '../sheets-read/sheet'
import { sheetFiles } from '../sheets-read/workbook'
import { openPackage, type Package } from './package'
import { attribute, columnOf, elements, takeApart, textIn, unescapeXml, type SheetXml, type XmlCell } from './xml'

export interface OpenSheet { name: string; hidden: boolean; path: string; xml: SheetXml; merges: Merge[]; textOf: (cell: XmlCell) => string }
export interface OpenTemplate { files: Package; sheets: OpenSheet[]; date1904: boolean; macros: boolean }

/**
 * Opens a sheet that is to be filled. Errors: `sheetEmpty`, `sheetEncrypted`, `sheetNotSheet`, `sheetTooBig`,
 * `sheetTooManyRows`, `templateOld` (.xls, .et and text: their formats cannot be kept).
 */
export async function openTemplate(bytes: Buffer): Promise<OpenTemplate> {
  if (bytes.length === 0) refuse('sheetEmpty')
  if (bytes.toString('latin1', 0, 2) !== 'PK') refuse(whyNotOpened(bytes))
  const files = await openPackage(bytes)
  const workbook = files.text('xl/workbook.xml') ?? refuse('sheetNotSheet')
  const texts = sharedTexts(files.text('xl/sharedStrings.xml'))
  const parts = new Map(['xl/workbook.xml', 'xl/_rels/workbook.xml.rels'].map(name => [name, Buffer.from(files.text(name) ?? '')]))
  const prefix = /<(\w+:)?workbook[\s>]/.exec(workbook)?.[1] ?? ''
  const listed = elements(workbook, `${prefix}sheet`)
  const sheets = sheetFiles(parts).flatMap((path, i): OpenSheet[] => {
    const xml = takeApart(files.text(path) ?? '')
    const attributes = listed[i]?.attributes ?? ''
    // A sheet of charts has no rows; it stays as it is.
    return xml ? [{ name: attribute(attributes, 'name') ?? '', hidden: /hidden/i.test(attribute(attributes, 'state') ?? ''), path, xml, merges: mergesOf(xml), textOf: cell => shownText(cell, xml.prefix, texts) }] : []
  })
  if (sheets.length === 0) refuse('sheetNotSheet')
  for (const { xml } of sheets) refuseTooManyRows(xml.rows.filter(({ cells }) => cells.some(({ inner }) => inner !== null)).length)
  return { files, sheets, date1904: /date1904\s*=\s*["'](1|true)["']/.test(workbook), macros: files.names().some(name => /vbaProject\.bin$/i.test(name)) }
}

function whyNotOpened(bytes: Buffer): 'sheetEncrypted' | 'templateOld' | 'sheetNotSheet' {
  const compound = bytes.toString('hex', 0, 8) === 'd0cf11e0a1b11ae1'
  // The names of what a compound file holds are written in two bytes a letter.
  const holds = (name: string): boolean => bytes.includes(Buffer.from(name, 'utf16le'))
  if (compound) return holds('EncryptedPackage') ? 'sheetEncrypted' : holds('Workbook') || holds('Book') ? 'templateOld' : 'sheetNotSheet'
  return bytes.includes(0) || /^\s*(<|\{\\rtf|%PDF)/.test(bytes.toString('latin1', 0, 200)) ? 'sheetNotSheet' : 'templateOld'
}

function sharedTexts(xml: string | null): string[] {
  const prefix = /<(\w+:)?sst[\s>]/.exec(xml ?? '')?.[1] ?? ''
  return elements(xml ?? '', `${prefix}si`).map(({ inner }) => textIn(inner ?? '', prefix))
}

function mergesOf({ after, prefix }: SheetXml): Merge[] {
  return elements(after, `${prefix}mergeCell`).slice(0, limits.rows * 4).flatMap(({ attributes }) => {
    const found = /^\$?([A-Z]+)\$?(\d+):\$?([A-Z]+)\$?(\d+)$/.exec(attribute(attributes, 'ref') ?? '')
    return found ? [{ left: columnOf(found[1]!), top: Number(found[2]) - 1, right: columnOf(found[3]!), bottom: Number(found[4]) - 1 }] : []
  })
}

function shownText({ attributes, inner }: XmlCell, prefix: string, texts: string[]): string {
  if (inner === null) return ''
  const value = unescapeXml(elements(inner, `${prefix}v`)[0]?.inner ?? '')
  switch (attribute(attributes, 't')) {
    case 's': return texts[Number(value)] ?? ''
    case 'inlineStr': return textIn(inner, prefix)
    case 'e': return ''
    default: return value
  }
}
