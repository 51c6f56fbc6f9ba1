/** Text tables: .csv and .txt in the encodings and with the separators that spreadsheet programs write. */
import { refuse } from '../../platform/errors'
import { limits, refuseTooManyRows, type Sheet, type SheetRow } from './sheet'

const decoders: { marks: number[]; encoding: string }[] = [
  { marks: [0xef, 0xbb, 0xbf], encoding: 'utf-8' },
  { marks: [0xff, 0xfe], encoding: 'utf-16le' },
  { marks: [0xfe, 0xff], encoding: 'utf-16be' },
]

/** A text file's text: by its byte order mark, else UTF-8, else GB18030 (what Chinese Excel saves); null where it is no text. */
export function decodeText(bytes: Uint8Array): string | null {
  const marked = decoders.find(({ marks }) => marks.every((mark, i) => bytes[i] === mark))
  for (const encoding of marked ? [marked.encoding] : guessed(bytes)) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
      // Binary files decode as GB18030 by luck now and then; text has no control characters besides tab and line ends.
      if (!/[\u0000-\u0008\u000e-\u001f]/.test(text)) return text
    } catch {
      // Not this encoding: the next one is tried.
    }
  }
  return null
}

/** Encodings to try where there is no mark. Latin digits and commas of UTF-16 have a zero byte at every second place. */
function guessed(bytes: Uint8Array): string[] {
  const head = bytes.subarray(0, 2000)
  let even = 0
  let odd = 0
  head.forEach((byte, i) => { if (byte === 0) { if (i % 2) odd++; else even++ } })
  if (odd === 0 && even === 0) return ['utf-8', 'gb18030']
  return odd > even ? ['utf-16le'] : ['utf-16be']
}

/** The separator that cuts the first lines most evenly into several cells. */
function separatorOf(text: string): string {
  const head = text.slice(0, 20_000)
  let best = { separator: ',', cells: 1 }
  for (const separator of [',', '\t', ';']) {
    const widths = [...records(head, separator)].slice(0, 30).map(record => record.length)
    const cells = widths.length === 0 ? 1 : Math.max(...widths)
    if (cells > best.cells) best = { separator, cells }
  }
  return best.separator
}

/** Records of a delimited text (RFC 4180; a quoted cell may hold line breaks). */
function* records(text: string, separator: string): Generator<string[]> {
  let record: string[] = []
  let i = 0
  while (i < text.length) {
    let cell = ''
    if (text[i] === '"') {
      for (i++; i < text.length; i++) {
        if (text[i] !== '"') cell += text[i]
        else if (text[i + 1] === '"') { cell += '"'; i++ } else break
      }
      i++
    }
    const start = i
    while (i < text.length && text[i] !== separator && text[i] !== '\n' && text[i] !== '\r') i++
    cell += text.slice(start, i)
    record.push(cell)
    if (text[i] === separator) {
      i++
      if (i < text.length) continue
      record.push('')
    }
    if (text[i] === '\r' && text[i + 1] === '\n') i++
    i++
    yield record
    record = []
  }
}

/** Reads a text table as one sheet. Each record is a row, as a spreadsheet program would show it. */
export function readDelimited(text: string): Sheet {
  // A first line `sep=;` tells Excel the separator; it counts as no row.
  const told = /^sep=(.)\r?\n/i.exec(text)
  const body = told ? text.slice(told[0].length) : text
  const separator = told?.[1] ?? separatorOf(body)
  const rows: SheetRow[] = []
  let n = 0
  let found = 0
  for (const record of records(body, separator)) {
    n++
    if (record.every(cell => cell.trim() === '')) continue
    found++
    if (found > limits.rows + limits.rowsAround) continue
    rows.push({ n, cells: record.map(cell => (cell.trim() === '' ? undefined : { shown: asTyped(cell) })) })
  }
  refuseTooManyRows(found)
  if (rows.length === 0) refuse('sheetEmpty')
  return { name: '', hidden: false, date1904: false, rows, merges: [] }
}

/** `="0012"`, a leading tab or apostrophe are tricks that keep long numbers as text; they are no part of the value. */
const asTyped = (cell: string): string => /^="(.*)"$/.exec(cell.trim())?.[1] ?? cell.replace(/^[\t']+/, '')
