/** Cell formats of a workbook: what one shows, and one like it with a yellow fill or as text. */
import { attribute, elements, withAttribute } from './xml'

/** What the filler asks of formats; ids are indexes of `cellXfs`. */
export interface Styles {
  /** Whether a number in this format is shown as a day. */
  isDate: (style: number) => boolean
  /** The format like `style` with a yellow fill. */
  yellow: (style: number) => number
  /** The format like `style` in which digits stay as they were typed, also when somebody edits them. */
  asText: (style: number) => number
  /** The part as it has become; null where nothing was added. */
  changed: () => string | null
}

/** Built-in number formats that show days, with those of Chinese editions. */
const builtInDays = new Set([14, 15, 16, 17, 22, ...Array.from({ length: 10 }, (__, i) => 27 + i), ...Array.from({ length: 9 }, (__, i) => 50 + i)])
const TEXT_FORMAT = '49'

/** Reads a styles part; a workbook without one has no formats, and keeps none. */
export function readStyles(xml: string | null): Styles {
  const text = xml ?? ''
  const prefix = /<(\w+:)?styleSheet[\s>]/.exec(text)?.[1] ?? ''
  const section = (name: string): string => elements(text, prefix + name)[0]?.inner ?? ''
  const formats = new Map(elements(section('numFmts'), `${prefix}numFmt`).map(({ attributes }) => [Number(attribute(attributes, 'numFmtId')), attribute(attributes, 'formatCode') ?? '']))
  const known = elements(section('cellXfs'), `${prefix}xf`)
  const added: { attributes: string; inner: string | null }[] = []
  const all = (style: number) => known[style] ?? added[style - known.length]
  const fills = elements(section('fills'), `${prefix}fill`).length
  const made = new Map<string, number>()
  let usesFill = false

  const like = (style: number, what: string, change: (attributes: string) => string): number => {
    const from = all(style) ?? all(0)
    if (!from) return style
    const before = made.get(`${style} ${what}`)
    if (before !== undefined) return before
    added.push({ attributes: change(from.attributes), inner: from.inner })
    made.set(`${style} ${what}`, known.length + added.length - 1)
    return known.length + added.length - 1
  }
  return {
    isDate: style => {
      const id = Number(attribute(all(style)?.attributes ?? '', 'numFmtId') ?? 0)
      // A format's quoted and bracketed parts say nothing of what it shows.
      const code = (formats.get(id) ?? '').replace(/"[^"]*"|\[[^\]]*\]|\\./g, '').split(';')[0]!
      return builtInDays.has(id) || /[yY]/.test(code) || (/[mM]/.test(code) && /[dD]/.test(code))
    },
    yellow: style => like(style, 'yellow', attributes => { usesFill = true; return withAttribute(withAttribute(attributes, 'fillId', String(fills)), 'applyFill', '1') }),
    asText: style => {
      const id = attribute(all(style)?.attributes ?? '', 'numFmtId') ?? '0'
      return id === '0' ? like(style, 'text', attributes => withAttribute(withAttribute(attributes, 'numFmtId', TEXT_FORMAT), 'applyNumberFormat', '1')) : style
    },
    changed: () => {
      if (added.length === 0) return null
      const formatsAdded = added.map(({ attributes, inner }) => (inner === null ? `<${prefix}xf${attributes}/>` : `<${prefix}xf${attributes}>${inner}</${prefix}xf>`)).join('')
      const yellow = `<${prefix}fill><${prefix}patternFill patternType="solid"><${prefix}fgColor rgb="FFFFFF00"/><${prefix}bgColor indexed="64"/></${prefix}patternFill></${prefix}fill>`
      const withFill = usesFill ? appended(text, `${prefix}fills`, yellow, fills + 1) : text
      return appended(withFill, `${prefix}cellXfs`, formatsAdded, known.length + added.length)
    },
  }
}

/** A part with something added at the end of one of its lists, and the list's count. */
function appended(xml: string, list: string, more: string, count: number): string {
  return xml.replace(new RegExp(`<${list}(\\s[^>]*)?>([\\s\\S]*?)</${list}>`), (__, attributes: string | undefined, inner: string) => `<${list}${withAttribute(attributes ?? '', 'count', String(count))}>${inner}${more}</${list}>`)
}
