/** What an old .xls (BIFF in a compound file) tells of itself before it is parsed: whether it is encrypted, how long its sheets are. */

const BOF = [0x0809, 0x0409, 0x0209, 0x0009]
const EOF = 0x000a
const FILEPASS = 0x002f
const BOUNDSHEET = 0x0085
/** Records of one or several cells; the first two bytes are the row. */
const CELLS = new Set([0x00fd, 0x0203, 0x027e, 0x00bd, 0x0006, 0x0204, 0x00d6, 0x0205])

export interface BiffFacts { encrypted: boolean; /** Rows with values of each sheet, in the order of the tabs. */ rows: number[] }

/** Walks the records of a workbook stream without reading their contents. */
export function scanBiff(stream: Buffer): BiffFacts {
  const starts: number[] = []
  const counts = new Map<number, Set<number>>()
  let encrypted = false
  let depth = 0
  let sheet = 0
  for (let at = 0; at + 4 <= stream.length;) {
    const type = stream.readUInt16LE(at)
    const length = stream.readUInt16LE(at + 2)
    if (BOF.includes(type)) {
      if (depth === 0) sheet = at
      depth++
    } else if (type === EOF) depth = Math.max(0, depth - 1)
    else if (type === FILEPASS) encrypted = true
    else if (type === BOUNDSHEET && length >= 4 && at + 8 <= stream.length) starts.push(stream.readUInt32LE(at + 4))
    else if (depth === 1 && CELLS.has(type) && at + 6 <= stream.length) {
      const rows = counts.get(sheet) ?? new Set<number>()
      rows.add(stream.readUInt16LE(at + 4))
      counts.set(sheet, rows)
    }
    at += 4 + length
  }
  return { encrypted, rows: starts.map(start => counts.get(start)?.size ?? 0) }
}
