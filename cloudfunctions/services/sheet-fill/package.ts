/** The parts of a workbook, and the workbook again with some of them replaced: every other part keeps its packed bytes. */
import { deflateRawSync } from 'node:zlib'
import { directory, packedBytes, unpack, unpackWorkbook, type Entry } from '../sheets-read/zip'

export interface Package {
  /** The text of a part that exists; read once, as it is now. */
  text: (name: string) => string | null
  /** Replaces a part's text, or adds it. */
  write: (name: string, text: string) => void
  remove: (name: string) => void
  names: () => string[]
  /** The workbook with what was written and without what was removed. */
  bytes: () => Buffer
}

/** Opens an .xlsx or .xlsm whose sizes are within limits. Errors: `sheetNotSheet`, `sheetEncrypted`, `sheetTooBig`, `sheetTooManyRows`. */
export async function openPackage(bytes: Buffer): Promise<Package> {
  // Its limits and what it says of a damaged archive hold here too.
  await unpackWorkbook(bytes)
  const entries = directory(bytes).filter(({ name }) => !name.endsWith('/'))
  const byName = new Map(entries.map(entry => [entry.name.toLowerCase(), entry]))
  const written = new Map<string, string>()
  const removed = new Set<string>()
  return {
    text: name => {
      const key = name.toLowerCase()
      const entry = byName.get(key)
      return removed.has(key) ? null : written.get(key) ?? (entry ? unpack(bytes, entry).toString('utf8') : null)
    },
    write: (name, text) => { written.set(name.toLowerCase(), text) },
    remove: name => { removed.add(name.toLowerCase()) },
    names: () => entries.filter(({ name }) => !removed.has(name.toLowerCase())).map(({ name }) => name),
    bytes: () => pack(entries.filter(({ name }) => !removed.has(name.toLowerCase())).map(entry => {
      const text = written.get(entry.name.toLowerCase())
      return text === undefined ? { entry, packed: packedBytes(bytes, entry) } : deflated(entry.name, Buffer.from(text, 'utf8'))
    })),
  }
}

function deflated(name: string, bytes: Buffer): { entry: Entry; packed: Buffer } {
  const packed = deflateRawSync(bytes)
  return { packed, entry: { name, method: 8, crc: crcOf(bytes), packed: packed.length, unpacked: bytes.length, offset: 0 } }
}

/** An archive of parts in their order; no dates, so that the same parts give the same bytes. */
function pack(parts: { entry: Entry; packed: Buffer }[]): Buffer {
  const pieces: Buffer[] = []
  const listed: Buffer[] = []
  let offset = 0
  for (const { entry, packed } of parts) {
    const name = Buffer.from(entry.name, 'utf8')
    // From `version needed` to the length of the extra field, which both headers have alike. Names are in UTF-8.
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(0x0800, 2)
    common.writeUInt16LE(entry.method, 4)
    common.writeUInt16LE(0x0021, 8)
    common.writeUInt32LE(entry.crc, 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(entry.unpacked, 18)
    common.writeUInt16LE(name.length, 22)
    pieces.push(Buffer.from('504b0304', 'hex'), common, name, packed)
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(offset, 10)
    listed.push(Buffer.from('504b01021400', 'hex'), common, rest, name)
    offset += 30 + name.length + packed.length
  }
  const list = Buffer.concat(listed)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...pieces, list, end])
}

const crcTable = Uint32Array.from({ length: 256 }, (__, n) => {
  let crc = n
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1
  return crc
})
function crcOf(bytes: Buffer): number {
  let crc = 0xffffffff
  for (const byte of bytes) crc = crcTable[(crc ^ byte) & 0xff]! ^ (crc >>> 8)
  return (crc ^ 0xffffffff) >>> 0
}
