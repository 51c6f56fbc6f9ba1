/** Bytes → sheets. The kind of file is told from its bytes, never from its name. */
import { refuse } from '../../platform/errors'
import { scanBiff } from './biff'
import { decodeText, readDelimited } from './delimited'
import { limits, refuseTooManyRows, type Cell, type Sheet, type SheetRow } from './sheet'
import { countRows, unpackWorkbook } from './zip'

/**
 * A workbook that has been looked into but not yet read whole: `heads` are the first rows of every sheet, enough to find
 * the roster; `read` then parses that one sheet. A 100,000-row sheet is refused by `read` before it is parsed.
 */
export interface Workbook {
  heads: Sheet[]
  read: (index: number) => Sheet
}

interface CellObject { t: string; v?: unknown; w?: string; z?: string }
interface Worksheet { '!data'?: (CellObject | undefined)[][]; '!merges'?: { s: { r: number; c: number }; e: { r: number; c: number } }[] }
interface Parsed { SheetNames: string[]; Sheets: Record<string, Worksheet | undefined>; Workbook?: { Sheets?: { Hidden?: number }[]; WBProps?: { date1904?: boolean } } }
interface ParseOptions { dense: true; cellNF: true; cellHTML: false; cellFormula: false; sheetRows?: number; sheets?: number; type?: 'buffer' }
interface Container { FileIndex: unknown[] }

interface Library {
  parse_zip: (container: Container, options: ParseOptions) => Parsed
  parse_xlscfb: (container: Container, options: ParseOptions) => Parsed
  set_cptable: (table: unknown) => void
  CFB: {
    read: (bytes: Buffer, options: { type: 'buffer' }) => Container
    find: (container: Container, path: string) => { content: Buffer } | null
    utils: { cfb_new: () => Container; cfb_add: (container: Container, name: string, content: Buffer, options: { unsafe: true }) => void }
  }
  SSF: { is_date: (format: string) => boolean }
}

// Excel 95 files name a code page; the runtime knows them all, so the library's own half-megabyte table is not needed.
const encodings: Record<number, string> = { 1200: 'utf-16le', 65001: 'utf-8', 936: 'gb18030', 950: 'big5', 932: 'shift_jis', 949: 'euc-kr', 1252: 'windows-1252' }

let library: Library
/** The spreadsheet library, loaded for the first dry run only: a commit or an undo does not wait for it. */
async function loadLibrary(): Promise<void> {
  if (library) return
  library = await import('@e965/xlsx') as unknown as Library
  library.set_cptable({
    utils: {
      decode: (page: number, bytes: Uint8Array | number[]) => new TextDecoder(encodings[page] ?? 'windows-1252').decode(Uint8Array.from(bytes)),
      encode: (page: number, text: string) => Buffer.from(text, page === 1200 ? 'utf16le' : page === 65001 ? 'utf8' : 'latin1'),
    },
  })
}

const options: ParseOptions = { dense: true, cellNF: true, cellHTML: false, cellFormula: false }

/**
 * Opens an uploaded file. Errors: `sheetNotSheet`, `sheetEncrypted`, `sheetTooBig`, `sheetTooManyRows`, `sheetEmpty`.
 */
export async function openWorkbook(bytes: Buffer): Promise<Workbook> {
  if (bytes.length === 0) refuse('sheetEmpty')
  await loadLibrary()
  if (bytes.readUInt8(0) === 0x50 && bytes.toString('latin1', 0, 2) === 'PK') return openXlsx(await unpackWorkbook(bytes))
  if (bytes.toString('hex', 0, 8) === 'd0cf11e0a1b11ae1') return openXls(bytes)
  return openText(bytes)
}

function openXlsx(parts: Map<string, Buffer>): Workbook {
  const container = (): Container => {
    const made = library.CFB.utils.cfb_new()
    for (const [name, content] of parts) library.CFB.utils.cfb_add(made, name, content, { unsafe: true })
    return made
  }
  const parse = (more: Partial<ParseOptions>) => attempt(() => library.parse_zip(container(), { ...options, ...more }))
  const heads = parse({ sheetRows: limits.headRows })
  const files = sheetFiles(parts)
  return {
    heads: heads.SheetNames.map((_, i) => sheetOf(heads, i)),
    read: index => {
      const part = parts.get(files[index] ?? '')
      if (part) refuseTooManyRows(countRows(part))
      return sheetOf(parse({ sheets: index }), index)
    },
  }
}

/** The part that holds each sheet, in the order of the tabs. */
export function sheetFiles(parts: Map<string, Buffer>): string[] {
  const text = (name: string) => parts.get(name)?.toString('utf8') ?? ''
  const targets = new Map([...text('xl/_rels/workbook.xml.rels').matchAll(/<(?:\w+:)?Relationship\s[^>]*>/g)].map(([tag]) => [
    /\sId="([^"]*)"/.exec(tag)?.[1] ?? '',
    `xl/${(/\sTarget="([^"]*)"/.exec(tag)?.[1] ?? '').replace(/^\/?(xl\/)?/, '')}`,
  ]))
  return [...text('xl/workbook.xml').matchAll(/<(?:\w+:)?sheet\s[^>]*>/g)].map(([tag]) => targets.get(/\s\w+:id="([^"]*)"/.exec(tag)?.[1] ?? '') ?? '')
}

function openXls(bytes: Buffer): Workbook {
  const container = attempt(() => library.CFB.read(bytes, { type: 'buffer' }))
  if (library.CFB.find(container, '/EncryptedPackage') ?? library.CFB.find(container, '/encryption')) refuse('sheetEncrypted')
  const stream = library.CFB.find(container, '/Workbook') ?? library.CFB.find(container, '/Book')
  if (!stream) return refuse('sheetNotSheet')
  const facts = attempt(() => scanBiff(Buffer.from(stream.content)))
  if (facts.encrypted) refuse('sheetEncrypted')
  // The library leaves its own marks in a container, so each parse gets a fresh one.
  const parse = (more: Partial<ParseOptions>) => attempt(() => library.parse_xlscfb(library.CFB.read(bytes, { type: 'buffer' }), { ...options, ...more, type: 'buffer' }))
  const heads = parse({ sheetRows: limits.headRows })
  return {
    heads: heads.SheetNames.map((_, i) => sheetOf(heads, i)),
    read: index => {
      refuseTooManyRows(facts.rows[index] ?? 0)
      return sheetOf(parse({}), index)
    },
  }
}

function openText(bytes: Buffer): Workbook {
  const text = decodeText(bytes)
  // Web pages and rich text under a spreadsheet's name are common exports; they are no tables of cells.
  if (text === null || /^\s*(<(!doctype|html|table|\?xml)|\{\\rtf|%PDF)/i.test(text)) return refuse('sheetNotSheet')
  const sheet = readDelimited(text)
  return { heads: [{ ...sheet, rows: sheet.rows.slice(0, limits.headRows) }], read: () => sheet }
}

/** The library throws plain errors for whatever it cannot read. */
function attempt<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    return refuse(/password|encrypt/i.test(String((error as Error).message)) ? 'sheetEncrypted' : 'sheetNotSheet')
  }
}

function sheetOf(parsed: Parsed, index: number): Sheet {
  const name = parsed.SheetNames[index] ?? ''
  const worksheet = parsed.Sheets[name]
  const rows: SheetRow[] = []
  worksheet?.['!data']?.forEach((line, i) => {
    const cells: (Cell | undefined)[] = []
    line.forEach((object, column) => {
      const cell = object && cellOf(object)
      if (cell) cells[column] = cell
    })
    if (cells.length > 0) rows.push({ n: i + 1, cells })
  })
  return {
    name,
    hidden: (parsed.Workbook?.Sheets?.[index]?.Hidden ?? 0) !== 0,
    date1904: parsed.Workbook?.WBProps?.date1904 ?? false,
    rows,
    merges: (worksheet?.['!merges'] ?? []).map(({ s, e }) => ({ top: s.r, bottom: e.r, left: s.c, right: e.c })),
  }
}

function cellOf({ t, v, w, z }: CellObject): Cell | undefined {
  if (t === 'n' && typeof v === 'number') return { shown: w ?? String(v), number: v, isDate: z !== undefined && library.SSF.is_date(z) }
  if (t === 'e') return { shown: w ?? '#N/A', isError: true }
  if (t === 'b') return { shown: v ? '是' : '否' }
  const shown = String(v ?? '')
  return shown.trim() === '' ? undefined : { shown }
}
