/**
 * 姓氏笔画: the order in which names stand on ballots and lists of candidates.
 * Fewer strokes first; as many strokes by the first stroke (横竖撇点折), then the following ones (GF 3003-1999, GB 13000.1).
 * ICU's `stroke` collation does not go by the strokes themselves and puts 张 before 李, so it is not used.
 */

/**
 * Compound surnames whose two characters are hardly ever a surname with the beginning of a given name (贺兰英 is 贺, not 贺兰).
 * A surname stands by its first character; this list says only where the given name begins.
 */
const COMPOUND = new Set('欧阳 上官 皇甫 令狐 诸葛 司徒 司马 司空 申屠 夏侯 慕容 尉迟 宇文 公孙 公冶 端木 轩辕 钟离 闾丘 澹台 淳于 濮阳 呼延 鲜于 赫连 独孤 完颜 拓跋 长孙 东方 南宫 西门'.split(' '))

/** What is written between the parts of a translated name and has no strokes: blanks and middle dots. */
const BETWEEN = /[\s·•・‧．.]/gu

/** Of a name: its places in the order, surname and given name apart. */
interface Key {
  surname: number[]
  given: number[]
}

let loaded: Promise<Map<string, number>> | undefined

/** Each character's place; the table is read when the first name asks for it, never when a function starts. */
function places(): Promise<Map<string, number>> {
  loaded ??= import('./stroke-order-data').then(({ rows }) => new Map([...Object.values(rows).join('')].map((character, place) => [character, place])))
  return loaded
}

const charactersOf = (name: string): string[] => [...name.normalize('NFC').replace(BETWEEN, '')]

function keyOf(name: string, known: Map<string, number>): Key {
  const characters = charactersOf(name)
  // A character without data comes after all the others, by Unicode.
  const order = characters.map(character => known.get(character) ?? known.size + character.codePointAt(0)!)
  const length = characters.length > 2 && COMPOUND.has(characters.slice(0, 2).join('')) ? 2 : 1
  return { surname: order.slice(0, length), given: order.slice(length) }
}

/** Character by character; what is the beginning of the other comes first. */
function compare(a: number[], b: number[]): number {
  const apart = a.findIndex((place, index) => place !== b[index])
  return apart < 0 || apart >= b.length ? a.length - b.length : a[apart]! - b[apart]!
}

/** Same surname: a given name of one character before longer ones, then character by character. */
const compareKeys = (a: Key, b: Key): number =>
  compare(a.surname, b.surname) || Number(a.given.length > 1) - Number(b.given.length > 1) || compare(a.given, b.given)

/**
 * The items in the order of the strokes of their names (姓氏笔画), as a new list; equal names keep their order.
 * Translated names stand by their first character. Characters without data come last: see `withoutStrokes`.
 */
export async function byStrokes<T>(items: readonly T[], nameOf: (item: T) => string): Promise<T[]> {
  const known = await places()
  return items.map(item => ({ item, key: keyOf(nameOf(item), known) })).sort((a, b) => compareKeys(a.key, b.key)).map(({ item }) => item)
}

/** The characters of a name whose strokes are not known, '' for none: where there are any, an officer must look at the order. */
export async function withoutStrokes(name: string): Promise<string> {
  const known = await places()
  return charactersOf(name).filter(character => !known.has(character)).join('')
}
