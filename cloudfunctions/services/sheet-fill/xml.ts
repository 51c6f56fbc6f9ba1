/** As much of a worksheet's XML as filling takes: rows and cells by position, everything else as it stands. */

export interface XmlCell { column: number; attributes: string; inner: string | null }
export interface XmlRow { n: number; attributes: string; cells: XmlCell[] }
/** A worksheet taken apart at its rows. `prefix` is what its elements' names begin with, usually nothing. */
export interface SheetXml { before: string; rows: XmlRow[]; after: string; prefix: string }

const entities: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: '\'' }
export const unescapeXml = (text: string): string => text.replace(/&(#x?)?(\w+);/g, (whole, number: string | undefined, name: string) => {
  if (!number) return entities[name] ?? whole
  const code = parseInt(name, number === '#x' ? 16 : 10)
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
})
/** A text as XML may hold it: what XML has no place for goes. */
export const escapeXml = (text: string): string => text
  .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu, '')
  .replace(/[<>&"]/g, found => ({ '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;' })[found]!)

/** Each name's pattern once: a sheet asks for the same few a million times. */
const patterns = new Map<string, RegExp>()
function patternOf(name: string): RegExp {
  const known = patterns.get(name) ?? new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`)
  patterns.set(name, known)
  return known
}

/** An attribute's value, or null. */
export function attribute(attributes: string, name: string): string | null {
  const found = patternOf(name).exec(attributes)
  return found ? unescapeXml(found[1] ?? found[2] ?? '') : null
}
/** Attributes with one set, or taken away with null. */
export function withAttribute(attributes: string, name: string, value: string | null): string {
  const bare = attributes.replace(patternOf(name), '')
  return value === null ? bare : `${bare.replace(/\s+$/, '')} ${name}="${escapeXml(value)}"`
}

/** A → 0, AA → 26. */
export const columnOf = (letters: string): number => [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1

/** The elements of one name in a piece of XML, none inside another: attributes and what is inside, null where it is empty. */
export function elements(xml: string, name: string): { attributes: string; inner: string | null }[] {
  const found: { attributes: string; inner: string | null }[] = []
  const open = new RegExp(`<${name}(?=[\\s/>])((?:[^>"']|"[^"]*"|'[^']*')*)>`, 'g')
  const close = `</${name}>`
  for (let hit = open.exec(xml); hit; hit = open.exec(xml)) {
    const attributes = hit[1]!
    if (attributes.endsWith('/')) { found.push({ attributes: attributes.slice(0, -1), inner: null }); continue }
    const end = xml.indexOf(close, open.lastIndex)
    if (end < 0) break
    found.push({ attributes, inner: xml.slice(open.lastIndex, end) })
    open.lastIndex = end + close.length
  }
  return found
}

/** Takes a worksheet apart; null where it has no rows' element. */
export function takeApart(xml: string): SheetXml | null {
  const prefix = /<(\w+:)?worksheet[\s>]/.exec(xml)?.[1] ?? ''
  const start = new RegExp(`<${prefix}sheetData\\s*(/?)>`).exec(xml)
  if (!start) return null
  const from = start.index + start[0].length
  const end = start[1] === '/' ? from : xml.indexOf(`</${prefix}sheetData>`, from)
  if (end < 0) return null
  let n = 0
  const rows = elements(xml.slice(from, end), `${prefix}row`).map(({ attributes, inner }) => {
    n = Number(attribute(attributes, 'r') ?? n + 1)
    let column = -1
    const cells = elements(inner ?? '', `${prefix}c`).map(cell => {
      const letters = /^[A-Z]+/.exec(attribute(cell.attributes, 'r') ?? '')?.[0]
      column = letters ? columnOf(letters) : column + 1
      return { column, attributes: cell.attributes, inner: cell.inner }
    })
    return { n, attributes, cells }
  })
  return { before: xml.slice(0, start.index), rows, after: xml.slice(start[1] === '/' ? from : end + `</${prefix}sheetData>`.length), prefix }
}

/** Puts a worksheet together again. */
export function putTogether({ before, rows, after, prefix }: SheetXml, letters: (column: number) => string): string {
  const lines = rows.map(({ n, attributes, cells }) => {
    const inside = [...cells].sort((a, b) => a.column - b.column).map(cell => {
      const own = withAttribute(cell.attributes, 'r', `${letters(cell.column)}${n}`)
      return cell.inner === null ? `<${prefix}c${own}/>` : `<${prefix}c${own}>${cell.inner}</${prefix}c>`
    }).join('')
    const own = withAttribute(withAttribute(attributes, 'spans', null), 'r', String(n))
    return inside === '' ? `<${prefix}row${own}/>` : `<${prefix}row${own}>${inside}</${prefix}row>`
  })
  return `${before}<${prefix}sheetData>${lines.join('')}</${prefix}sheetData>${after}`
}

/** The texts of a shared or inline string: runs put together, phonetic hints left out. */
export function textIn(xml: string, prefix = ''): string {
  const bare = xml.replace(/<(?:\w+:)?rPh[\s>][\s\S]*?<\/(?:\w+:)?rPh>/g, '')
  return elements(bare, `${prefix}t`).map(({ inner }) => unescapeXml(inner ?? '')).join('')
}
