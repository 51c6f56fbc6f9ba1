/** What an eye would find wrong with a page: measured in the page itself, in the browser's own layout. */
import type { Page } from 'playwright-core'

/** A finger needs so many points; text so much contrast (WCAG 2.2, AA), large text less. */
export const measures = { width: 375, touch: 44, contrast: 4.5, contrastOfLargeText: 3 }

/** Latin letters that Chinese screens write so: formats, units, the letters of a column or of an ID number. */
const allowedLatin = String.raw`\.?\b(xlsx|xls|csv|MB|KB|[A-Z]{1,2}(?=列| ))\b|末四位 \d{3}X`

/** Everything wrong with the page in front, each in a line that names the place by its words. */
export const wrongWith = (page: Page): Promise<string[]> => page.evaluate(inspect, { ...measures, allowedLatin })

/** Runs in the browser, so it knows nothing but its argument. */
function inspect({ width, touch, contrast, contrastOfLargeText, allowedLatin }: typeof measures & { allowedLatin: string }): string[] {
  const wrong = new Set<string>()
  const pages = [...document.querySelectorAll<HTMLElement>('.taro_page_show:not(.taro_page_shade)')]
  const root = pages[pages.length - 1]
  if (!root) return ['no page is shown']
  const short = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, 30)
  const named = (element: Element): string => `“${short(element.getAttribute('aria-label') || element.textContent || element.tagName)}”`
  const box = (element: Element): DOMRect => element.getBoundingClientRect()
  const isSeen = (element: Element): boolean => {
    const { width: w, height: h } = box(element)
    return w > 0 && h > 0 && getComputedStyle(element).visibility === 'visible'
  }
  const upFrom = (element: Element): Element[] => {
    const line: Element[] = []
    for (let at: Element | null = element; at; at = at.parentElement) line.push(at)
    return line
  }

  type Colour = [number, number, number, number]
  const colourOf = (text: string): Colour => {
    const [r = 0, g = 0, b = 0, a = 1] = (text.match(/[\d.]+/g) ?? []).map(Number)
    return [r, g, b, a]
  }
  const over = ([r, g, b, a]: Colour, [R, G, B]: Colour): Colour => [r * a + R * (1 - a), g * a + G * (1 - a), b * a + B * (1 - a), 1]
  const groundOf = (element: Element): Colour => upFrom(element).reduceRight<Colour>((ground, at) => over(colourOf(getComputedStyle(at).backgroundColor), ground), [255, 255, 255, 1])
  const luminance = ([r, g, b]: Colour): number => {
    const [R, G, B] = [r, g, b].map(value => (value / 255 <= 0.03928 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4)) as [number, number, number]
    return 0.2126 * R + 0.7152 * G + 0.0722 * B
  }
  const ratio = (one: Colour, other: Colour): number => {
    const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number]
    return (light + 0.05) / (dark + 0.05)
  }
  const judgeColour = (element: Element, colour: string, words: string): void => {
    // What cannot be used may be faint.
    if (element.closest('[aria-disabled="true"]')) return
    const style = getComputedStyle(element)
    const size = parseFloat(style.fontSize)
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700)
    const ground = groundOf(element)
    const opacity = upFrom(element).reduce((all, at) => all * Number(getComputedStyle(at).opacity), 1)
    const [r, g, b, a] = colourOf(colour)
    const found = ratio(over([r, g, b, a * opacity], ground), ground)
    if (found < (large ? contrastOfLargeText : contrast)) wrong.add(`contrast ${found.toFixed(2)}: “${short(words)}”`)
  }

  // Width: nothing reaches beyond the screen.
  if (document.documentElement.scrollWidth > width) wrong.add(`the page is ${document.documentElement.scrollWidth} wide`)
  if (root.scrollWidth > width) wrong.add(`the page's content is ${root.scrollWidth} wide`)

  // What stands before and around the page, such as a question or the tabs, is looked at as well.
  const roots = [root, ...document.querySelectorAll<HTMLElement>('.taro__modal, .taro__actionSheet, .weui-picker, .taro-tabbar__tabbar, #taro-navigation-bar')]
  for (const element of roots.flatMap(one => [...one.querySelectorAll<HTMLElement>('*')])) {
    if (!isSeen(element)) continue
    const style = getComputedStyle(element)
    const rect = box(element)
    const scrolls = upFrom(element).some(at => at !== element && /auto|scroll/.test(getComputedStyle(at).overflowX) && at !== root && at.scrollWidth > at.clientWidth)
    if (!scrolls && (rect.right > width + 0.5 || rect.left < -0.5)) wrong.add(`beyond the edge (${Math.round(rect.left)}–${Math.round(rect.right)}): ${named(element)}`)
    // Text is never cut off without a sign.
    const cut = (overflow: string, content: number, room: number): boolean => /hidden|clip/.test(overflow) && content > room + 1 && room > 1
    // A wheel to choose from is cut off on purpose.
    const signed = style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none' || element.closest('.weui-picker') !== null
    if (!signed && element.textContent?.trim() && (cut(style.overflowX, element.scrollWidth, element.clientWidth) || cut(style.overflowY, element.scrollHeight, element.clientHeight))) wrong.add(`cut off: ${named(element)}`)
    // A finger finds it.
    const role = element.getAttribute('role') ?? ''
    const tappable = /^(button|link|tab|checkbox|radio|switch)$/.test(role) || element.tagName === 'BUTTON'
    if (tappable) {
      if (rect.height < touch - 0.5 || rect.width < touch - 0.5) {
        // What lies wholly in a larger thing that is tapped alike is reached through it.
        if (!element.parentElement?.closest('[role="button"]')) wrong.add(`${Math.round(rect.width)} × ${Math.round(rect.height)} to tap: ${named(element)}`)
      }
      if (!(element.getAttribute('aria-label') || element.textContent || '').trim()) wrong.add(`no name to be read out: <${element.tagName.toLowerCase()} class="${element.className}">`)
    }
    if (/^(INPUT|TEXTAREA)$/.test(element.tagName) && (element as HTMLInputElement).type !== 'hidden' && (element as HTMLInputElement).type !== 'checkbox') {
      const field = element as HTMLInputElement
      if (!upFrom(element).slice(0, 4).some(at => at.hasAttribute('aria-label'))) wrong.add(`a field without a name: “${field.placeholder}”`)
      if (field.value === '' && field.placeholder) judgeColour(field, getComputedStyle(field, '::placeholder').color, field.placeholder)
      if (field.placeholder && field.value === '' && field.scrollWidth > field.clientWidth + 1) wrong.add(`cut off: “${field.placeholder}”`)
    }
    // A picture beside words in one thing that is tapped needs no words of its own.
    const repeats = element.getAttribute('alt') === '' && element.closest('a, [role="button"]')?.textContent?.trim()
    if (element.tagName === 'IMG' && !repeats && !element.closest('[aria-hidden="true"]') && !upFrom(element).slice(0, 4).some(at => at.getAttribute('aria-label') || at.getAttribute('alt'))) wrong.add('a picture without a name')
  }

  // Words: readable, inside what they belong to, Chinese, and never an id.
  const texts = roots.flatMap(one => {
    const walker = document.createTreeWalker(one, NodeFilter.SHOW_TEXT)
    const found: Node[] = []
    for (let node = walker.nextNode(); node; node = walker.nextNode()) found.push(node)
    return found
  })
  for (const node of texts) {
    const words = node.textContent?.trim() ?? ''
    const parent = node.parentElement
    if (!words || !parent || !isSeen(parent) || parent.closest('style, script')) continue
    judgeColour(parent, getComputedStyle(parent).color, words)
    const range = document.createRange()
    range.selectNodeContents(node)
    const holder = parent.closest('[role="button"], [role="tab"], [role="checkbox"]')
    if (holder) {
      const inner = range.getBoundingClientRect()
      const outer = box(holder)
      if (inner.left < outer.left - 1 || inner.right > outer.right + 1 || inner.top < outer.top - 1 || inner.bottom > outer.bottom + 1) wrong.add(`spills out of its button: “${short(words)}”`)
    }
    // A record's id: sixteen characters, of letters and digits.
    const id = words.match(/(?<![\w/.])(?=\w*[a-z])(?=\w*\d)[a-z0-9_-]{14,}/)
    if (id) wrong.add(`an id: ${id[0]}`)
    const latin = words.replace(new RegExp(allowedLatin, 'gi'), '').match(/[A-Za-z]{2,}/)
    if (latin && !parent.closest('[class*="secret"], [class*="code"]')) wrong.add(`not Chinese: “${short(words)}”`)
  }
  return [...wrong]
}
