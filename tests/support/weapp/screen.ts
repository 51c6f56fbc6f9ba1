/** What a person sees of a page: its visible text, and the element a finger would meet. */
import * as glassEasel from 'glass-easel'

type Element = glassEasel.Element
/** One visible node of the page as it is drawn now. */
export interface Seen { tag: string; element: Element; text: string; label: string; children: (Seen | string)[]; parent: Seen | null }

const inline = new Set(['text', 'span'])
const fields = new Set(['input', 'textarea'])

const attribute = (element: Element, name: string): unknown => element.getAttribute(name)
/** Whether an attribute is set and not false. */
export const isOn = (element: Element, name: string): boolean => {
  const value = attribute(element, name)
  return value !== undefined && value !== null && value !== false && value !== 'false'
}
const word = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')

/** A snapshot of everything drawn below an element, without what is hidden. */
export function look(root: Element): Seen {
  const see = (element: Element, parent: Seen | null): Seen => {
    const tag = element.asNativeNode()?.is ?? element.asGeneralComponent()?.is ?? ''
    const seen: Seen = { tag, element, text: '', label: word(attribute(element, 'aria-label')), children: [], parent }
    for (const child of element.getComposedChildren()) {
      const text = child.asTextNode()
      if (text) seen.children.push(text.textContent)
      else if (!isOn(child as Element, 'hidden') && !isOn(child as Element, 'aria-hidden')) seen.children.push(see(child as Element, seen))
    }
    seen.text = tidy(textOf(seen))
    return seen
  }
  return see(root, null)
}

function textOf(seen: Seen): string {
  if (fields.has(seen.tag)) return `\n${word(attribute(seen.element, 'value')) || word(attribute(seen.element, 'placeholder'))}\n`
  const inner = seen.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('')
  return inline.has(seen.tag) || seen.tag === '' ? inner : `\n${inner}\n`
}
const tidy = (text: string): string => text.split('\n').map((line) => line.trim()).filter(Boolean).join('\n')

/** All nodes of a snapshot, outer before inner. */
export function all(seen: Seen): Seen[] {
  return [seen, ...seen.children.flatMap((child) => (typeof child === 'string' ? [] : all(child)))]
}

const ancestors = (seen: Seen): Seen[] => (seen.parent ? [seen, ...ancestors(seen.parent)] : [seen])

/** The nearest node, itself included, that fits. */
export const nearest = (seen: Seen, fits: (node: Seen) => boolean): Seen | undefined => ancestors(seen).find(fits)

const isDeepest = (seen: Seen, fits: (node: Seen) => boolean): boolean => !seen.children.some((child) => typeof child !== 'string' && all(child).some(fits))
const isButton = (seen: Seen): boolean => ancestors(seen).some((node) => node.tag === 'button' || attribute(node.element, 'aria-role') === 'button')

/**
 * Elements that a person means by these words, best first: words that say exactly this before words that contain it,
 * what looks like a button before what does not. `.class` and `#id` name elements as in a style sheet.
 */
export function find(root: Seen, target: string): Seen[] {
  const nodes = all(root)
  if (/^[.#][\w-]+$/.test(target)) return nodes.filter(({ element }) => (target.startsWith('#') ? element.id === target.slice(1) : element.class.split(/\s+/).includes(target.slice(1))))
  const exact = (node: Seen): boolean => node.text === target || node.label === target
  const near = (node: Seen): boolean => node.text.includes(target) || node.label.includes(target)
  const grade = (fits: (node: Seen) => boolean): Seen[] => {
    const found = nodes.filter((node) => fits(node) && isDeepest(node, fits))
    return [...found.filter(isButton), ...found.filter((node) => !isButton(node))]
  }
  return [...new Set([...grade(exact), ...grade(near)])]
}

/** Of several elements the one that stands closest to these words, as a button in the row of a person. */
export function closestTo(root: Seen, found: Seen[], words: string): Seen | undefined {
  const anchors = find(root, words).map(ancestors)
  const depth = (node: Seen): number => Math.max(-1, ...ancestors(node).map((mine) => (anchors.some((line) => line.includes(mine)) ? ancestors(mine).length : -1)))
  return [...found].sort((a, b) => depth(b) - depth(a))[0]
}

/** The field that a person means: by its placeholder, its label for screen readers, its name, or the words before it. */
export function findField(root: Seen, target: string, tags: string[]): Seen | undefined {
  const nodes = all(root)
  const candidates = nodes.filter((node) => tags.includes(node.tag))
  const says = (node: Seen): string[] => [node.label, word(attribute(node.element, 'placeholder')), word(attribute(node.element, 'name'))]
  const named = candidates.find((node) => says(node).includes(target)) ?? candidates.find((node) => says(node).some((text) => text.includes(target)))
  if (named || /^[.#]/.test(target)) return named ?? find(root, target).find((node) => tags.includes(node.tag))
  const words = nodes.findIndex((node) => node.text === target || (node.text.includes(target) && isDeepest(node, (inner) => inner.text.includes(target))))
  const within = find(root, target).flatMap(ancestors).find((node) => tags.includes(node.tag))
  return within ?? (words < 0 ? undefined : nodes.slice(words).find((node) => tags.includes(node.tag)))
}
