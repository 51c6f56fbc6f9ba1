/** Pages for printing from any browser: one HTML file with everything inside. Pure. */

/** A text as HTML: nothing a person wrote is ever a tag. */
export const escaped = (text: string): string => text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`)

/** An element; what is inside is HTML already. */
export const tag = (name: string, inside: string, attributes = ''): string => `<${name}${attributes}>${inside}</${name}>`

/** The whole file. */
export function printedPage({ title, style, body }: { title: string; style: string; body: string }): string {
  const head = tag('head', `<meta charset="utf-8">${tag('title', escaped(title))}${tag('style', style)}`)
  return `<!doctype html>${tag('html', head + tag('body', body), ' lang="zh-CN"')}`
}
