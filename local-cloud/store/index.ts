import { failed } from '../errors'
import { compareValues, EMPTY, rank } from '../values/compare'
import { canonical } from '../values/ejson'
import { arrayOn, crossesArray, keysAt, pathOf, valueAt, withValue } from '../values/paths'
import type { Doc, Value } from '../values/types'
import { SortedList, type Stretch } from './sorted-list'

export interface IndexKey {
  readonly field: string
  readonly direction: 1 | -1
}

export interface IndexSpec {
  readonly name: string
  readonly unique?: boolean
  readonly keys: readonly IndexKey[]
}

/** A stored document with its place in the order of insertion. */
export interface Rec {
  readonly rec: number
  doc: Doc
}

export interface Entry {
  readonly key: readonly Value[]
  readonly rec: Rec
}

/** One end of a range on a field. `side` -1 lies just below the value, 1 just above; `prefix` means every string that starts so. */
export interface Edge {
  readonly value: Value
  readonly side: -1 | 1
  readonly whole?: 'type' | 'prefix'
}

/** Equal values on the first fields of an index, then at most one range on the next. */
export interface Bounds {
  readonly equal: readonly Value[]
  readonly low?: Edge
  readonly high?: Edge
}

function compareToEdge(value: Value, edge: Edge): number {
  if (edge.whole === 'type') return rank(value) - rank(edge.value) || -edge.side
  if (edge.whole === 'prefix' && typeof value === 'string' && value.startsWith(edge.value as string)) return -edge.side
  return compareValues(value, edge.value) || -edge.side
}

/**
 * An index of one collection: a sorted list of keys. A missing field counts as null, also for uniqueness; an array
 * has one entry for each of its elements. Source: MongoDB manual, "Indexes"; CloudBase's FAQ on unique indexes.
 */
export class Index {
  readonly list: SortedList<Entry>
  private readonly paths
  /** How many documents have an array in a key: such an index cannot give an order. */
  private arrays = 0
  /** How many have several fields of the key in one array. */
  private together = 0
  /** How many keys hold a regular expression, which a search by prefix would miss. */
  private regexes = 0

  constructor(readonly spec: IndexSpec) {
    this.paths = spec.keys.map((key) => pathOf(key.field))
    const directions = spec.keys.map((key) => key.direction)
    this.list = new SortedList<Entry>((a, b) => {
      for (let i = 0; i < directions.length; i++) {
        const order = compareValues(a.key[i], b.key[i])
        if (order !== 0) return order * (directions[i] as number)
      }
      return a.rec.rec - b.rec.rec
    })
  }

  get multikey(): boolean {
    return this.arrays > 0
  }

  /** Conditions on several fields may then be met by different elements, which no single key shows. */
  get sharesArray(): boolean {
    return this.together > 0
  }

  get holdsRegexes(): boolean {
    return this.regexes > 0
  }

  /**
   * The keys of a document: one, or one for each element of an array that the paths run through together. Two different
   * arrays in one key are refused, as in MongoDB.
   */
  keysOf(doc: Doc): Value[][] {
    const [first] = this.paths
    if (this.paths.length === 1 && first) return distinct(keysAt(doc, first).map((value) => [value]))
    const arrays = new Map(this.paths.map((path) => arrayOn(doc, path)).flatMap((found) => (found ? [[found.join('.'), found] as const] : [])))
    if (arrays.size > 1) throw failed(`cannot index parallel arrays [${[...arrays.keys()].join('] [')}]`)
    const [shared] = arrays.values()
    if (!shared) return combinations(this.paths.map((path) => keysAt(doc, path)))
    const items = valueAt(doc, shared) as Value[]
    // One element at a time, so that the fields of different elements are not mixed.
    const single = (items.length > 0 ? items : [EMPTY]).map((item) => withValue(doc, shared, item === EMPTY ? [] : [item]))
    return distinct(single.flatMap((one) => combinations(this.paths.map((path) => keysAt(one, path)))))
  }

  /** On how many of its paths an array lies. */
  private crossings(doc: Doc): number {
    let count = 0
    for (const path of this.paths) if (crossesArray(doc, path)) count++
    return count
  }

  private count(doc: Doc, keys: readonly Value[][], by: 1 | -1): void {
    const crossing = this.crossings(doc)
    if (crossing > 0) this.arrays += by
    if (crossing > 1) this.together += by
    for (const key of keys) if (key.some((value) => value instanceof RegExp)) this.regexes += by
  }

  add(rec: Rec, doc: Doc): void {
    const keys = this.keysOf(doc)
    this.count(doc, keys, 1)
    for (const key of keys) this.list.add({ key, rec })
  }

  remove(rec: Rec, doc: Doc): void {
    const keys = this.keysOf(doc)
    this.count(doc, keys, -1)
    for (const key of keys) this.list.remove({ key, rec })
  }

  /** The document has changed; most changes leave most keys as they are. */
  replace(rec: Rec, before: Doc, after: Doc): void {
    const [old, now] = [this.keysOf(before), this.keysOf(after)]
    const same = old.length === now.length && old.every((key, i) => key.every((value, k) => compareValues(value, now[i]?.[k]) === 0))
    if (same && this.crossings(before) === this.crossings(after)) return
    this.count(before, old, -1)
    for (const key of old) this.list.remove({ key, rec })
    this.count(after, now, 1)
    for (const key of now) this.list.add({ key, rec })
  }

  load(recs: Iterable<Rec>): void {
    const entries: Entry[] = []
    this.arrays = 0
    this.together = 0
    this.regexes = 0
    for (const rec of recs) {
      const keys = this.keysOf(rec.doc)
      this.count(rec.doc, keys, 1)
      for (const key of keys) entries.push({ key, rec })
    }
    this.list.load(entries)
  }

  /** The document other than `self` that holds this key, where the index is unique. */
  holder(key: readonly Value[], self: Rec | undefined): Rec | undefined {
    for (const entry of this.stretch({ equal: key }).items(false)) if (entry.rec !== self) return entry.rec
    return undefined
  }

  stretch({ equal, low, high }: Bounds): Stretch<Entry> {
    const { keys } = this.spec
    const next = keys[equal.length]
    const [first, last] = next?.direction === -1 ? [high, low] : [low, high]
    const against = (entry: Entry, edge: Edge | undefined): number => {
      for (let i = 0; i < equal.length; i++) {
        const order = compareValues(entry.key[i], equal[i])
        if (order !== 0) return order * (keys[i] as IndexKey).direction
      }
      return edge && next ? compareToEdge(entry.key[equal.length], edge) * next.direction : 0
    }
    return this.list.range(
      (entry) => against(entry, first) >= 0,
      (entry) => against(entry, last) > 0,
    )
  }
}

const combinations = (values: readonly Value[][]): Value[][] => values.reduce<Value[][]>((keys, next) => keys.flatMap((key) => next.map((value) => [...key, value])), [[]])

function distinct(keys: Value[][]): Value[][] {
  if (keys.length < 2) return keys
  const seen = new Map<string, Value[]>()
  for (const key of keys) seen.set(keyText(key), key)
  return [...seen.values()]
}

/** A key as text, the same for equal keys: for locks and messages. */
export const keyText = (key: readonly Value[]): string => canonical(key.map((value) => value ?? null))
