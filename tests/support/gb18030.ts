/** Node decodes GB18030 but does not encode it; the table is the decoder read backwards. */
let table: Map<string, Buffer> | undefined

function doubleBytes(): Map<string, Buffer> {
  const decoder = new TextDecoder('gb18030')
  const made = new Map<string, Buffer>()
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail === 0x7f) continue
      const bytes = Buffer.from([lead, trail])
      const character = decoder.decode(bytes)
      if (character.length === 1 && character !== '\ufffd' && !made.has(character)) made.set(character, bytes)
    }
  }
  return made
}

/** Text in the encoding in which Chinese Excel saves .csv files; characters outside the BMP take four bytes. */
export function encodeGb18030(text: string): Buffer {
  table ??= doubleBytes()
  return Buffer.concat([...text].map(character => {
    const point = character.codePointAt(0)!
    if (point < 0x80) return Buffer.from([point])
    const double = table!.get(character)
    if (double) return double
    if (point < 0x10000) throw new Error(`${character} is not in the two-byte part of GB18030`)
    const linear = point - 0x10000
    return Buffer.from([0x90 + Math.floor(linear / 12600), 0x30 + Math.floor(linear / 1260) % 10, 0x81 + Math.floor(linear / 10) % 126, 0x30 + linear % 10])
  }))
}
