/** The parts of an .xlsx, unpacked with every size known and bounded beforehand. */
import { createInflateRaw, inflateRawSync } from 'node:zlib'
import { refuse } from '../../platform/errors'
import { limits, refuseTooManyRows } from './sheet'

/** One file of an archive, as the archive's directory lists it; sizes in bytes. */
export interface Entry { name: string; method: number; crc: number; packed: number; unpacked: number; offset: number }

const END = 0x06054b50
const CENTRAL = 0x02014b50
const LOCAL = 0x04034b50

const contentTypes = '[Content_Types].xml'
/** Parts that hold cells, their texts and formats; pictures, drawings and macros are never unpacked. */
const needed = /^(\[Content_Types\]\.xml|xl\/workbook\.xml|xl\/_rels\/workbook\.xml\.rels|xl\/sharedStrings\.xml|xl\/styles\.xml|xl\/worksheets\/[^/]+\.xml)$/i
const isWorksheet = (name: string): boolean => /^xl\/worksheets\/[^/]+\.xml$/i.test(name)

/**
 * The parts of a workbook by name. Sizes are those that the archive's own directory declares, checked before anything
 * is unpacked, and no part may unpack to more than it declared.
 * Errors: `sheetNotSheet` (no workbook inside, damaged), `sheetEncrypted`, `sheetTooBig`, `sheetTooManyRows`.
 */
export async function unpackWorkbook(bytes: Buffer): Promise<Map<string, Buffer>> {
  const entries = directory(bytes)
  if (!entries.some(entry => /^xl\/workbook\.xml$/i.test(entry.name))) refuse('sheetNotSheet')
  const declared = entries.reduce((sum, entry) => sum + entry.unpacked, 0)
  if (declared > limits.unpackedBytes) {
    if (declared <= limits.countedBytes) {
      for (const entry of entries.filter(({ name }) => isWorksheet(name))) refuseTooManyRows(await countPackedRows(bytes, entry))
    }
    refuse('sheetTooBig')
  }
  const parts = new Map(entries.filter(entry => needed.test(entry.name)).map(entry => [entry.name, unpack(bytes, entry)]))
  const types = parts.get(contentTypes)
  if (types) parts.set(contentTypes, Buffer.from(withoutAbsent(types.toString('utf8'), parts)))
  return parts
}

/** The list of parts without those that were left out: the library looks for everything that is listed. */
function withoutAbsent(types: string, parts: Map<string, Buffer>): string {
  const names = new Set([...parts.keys()].map(name => name.toLowerCase()))
  return types.replace(/<(?:\w+:)?Override\s[^>]*>/g, tag => (names.has((/PartName=["']\/?([^"']*)["']/.exec(tag)?.[1] ?? '').toLowerCase()) ? tag : ''))
}

/** The entries that the central directory lists. Errors: `sheetNotSheet`, `sheetEncrypted`, `sheetTooBig`. */
export function directory(bytes: Buffer): Entry[] {
  const end = endOfDirectory(bytes)
  const count = bytes.readUInt16LE(end + 10)
  let at = bytes.readUInt32LE(end + 16)
  if (count > limits.zipEntries || at === 0xffffffff) refuse('sheetTooBig')
  const entries: Entry[] = []
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== CENTRAL) refuse('sheetNotSheet')
    const flags = bytes.readUInt16LE(at + 8)
    const nameLength = bytes.readUInt16LE(at + 28)
    if (flags & 1) refuse('sheetEncrypted')
    entries.push({
      name: bytes.toString('utf8', at + 46, at + 46 + nameLength).replace(/\\/g, '/').replace(/^\//, ''),
      method: bytes.readUInt16LE(at + 10),
      crc: bytes.readUInt32LE(at + 16),
      packed: bytes.readUInt32LE(at + 20),
      unpacked: bytes.readUInt32LE(at + 24),
      offset: bytes.readUInt32LE(at + 42),
    })
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return entries
}

function endOfDirectory(bytes: Buffer): number {
  const earliest = Math.max(0, bytes.length - 22 - 0xffff)
  for (let at = bytes.length - 22; at >= earliest; at--) if (bytes.readUInt32LE(at) === END) return at
  return refuse('sheetNotSheet')
}

/** The packed bytes of an entry; its place is named by the local header, whose sizes are not trusted. */
export function packedBytes(bytes: Buffer, entry: Entry): Buffer {
  const { offset } = entry
  if (offset + 30 > bytes.length || bytes.readUInt32LE(offset) !== LOCAL) refuse('sheetNotSheet')
  const start = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28)
  if (start + entry.packed > bytes.length) refuse('sheetNotSheet')
  return bytes.subarray(start, start + entry.packed)
}

/** One entry unpacked to no more than it declares. */
export function unpack(bytes: Buffer, entry: Entry): Buffer {
  const packed = packedBytes(bytes, entry)
  if (entry.method === 0) return entry.packed === entry.unpacked ? packed : refuse('sheetNotSheet')
  if (entry.method !== 8) refuse('sheetNotSheet')
  if (entry.unpacked === 0) return Buffer.alloc(0)
  try {
    return inflateRawSync(packed, { maxOutputLength: entry.unpacked })
  } catch (error) {
    return refuse((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? 'sheetTooBig' : 'sheetNotSheet')
  }
}

/** Rows with values of a worksheet that is too big to be kept: unpacked in pieces that are looked at and dropped. */
async function countPackedRows(bytes: Buffer, entry: Entry): Promise<number> {
  if (entry.method !== 8) return entry.method === 0 ? countRows(packedBytes(bytes, entry)) : refuse('sheetNotSheet')
  const inflate = createInflateRaw({ chunkSize: 1024 * 1024 })
  const counter = rowCounter()
  let size = 0
  const packed = packedBytes(bytes, entry)
  inflate.end(packed)
  try {
    for await (const piece of inflate as AsyncIterable<Buffer>) {
      size += piece.length
      if (size > entry.unpacked) refuse('sheetTooBig')
      counter.take(piece.toString('latin1'))
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code?.startsWith('Z_')) refuse('sheetNotSheet')
    throw error
  }
  return counter.rows()
}

/** How many rows of a worksheet's XML have a value; formatted but empty rows, of which a sheet may have thousands, do not count. */
export function countRows(xml: Buffer): number {
  const counter = rowCounter()
  for (let at = 0; at < xml.length; at += 1024 * 1024) counter.take(xml.toString('latin1', at, at + 1024 * 1024))
  return counter.rows()
}

function rowCounter(): { take: (piece: string) => void; rows: () => number } {
  const marks = /<(?:\w+:)?(row|v|is)[\s>/]/g
  let rest = ''
  let open = false
  let rows = 0
  return {
    take(piece) {
      const text = rest + piece
      marks.lastIndex = 0
      let seen = 0
      for (let hit = marks.exec(text); hit; hit = marks.exec(text)) {
        seen = marks.lastIndex
        if (hit[1] === 'row') open = true
        else if (open) { rows++; open = false }
      }
      // A tag may be cut by the end of the piece; what comes after the last hit is looked at again.
      rest = text.slice(Math.max(seen, text.length - 40))
    },
    rows: () => rows,
  }
}
