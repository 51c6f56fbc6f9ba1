import { failed } from '../errors'
import { compareValues, rank } from '../values/compare'
import { canonical } from '../values/ejson'
import { crossesArray, keysAt, pathOf } from '../values/paths'
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

  get holdsRegexes(): boolean {
    return this.regexes > 0
  }

  /** The keys of a document. Two arrays in one key are refused, as in MongoDB. */
  keysOf(doc: Doc): Value[][] {
    if (this.paths.length === 1) return distinct(keysAt(doc, this.paths[0] as readonly string[]).map((value) => [value]))
    let keys: Value[][] = [[]]
    let arrays = 0
    for (const path of this.paths) {
      const values = keysAt(doc, path)
      if (values.length > 1 && ++arrays > 1) throw failed(`cannot index parallel arrays [${this.spec.keys.map((key) => key.field).join('] [')}]`)
      keys = values.length === 1 ? keys.map((key) => [...key, values[0]]) : keys.flatMap((key) => values.map((value) => [...key, value]))
    }
    return distinct(keys)
  }

  private hasArray(doc: Doc): boolean {
    return this.paths.some((path) => crossesArray(doc, path))
  }

  private count(doc: Doc, keys: readonly Value[][], by: 1 | -1): void {
    if (this.hasArray(doc)) this.arrays += by
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

  load(recs: Iterable<Rec>): void {
    const entries: Entry[] = []
    this.arrays = 0
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

function distinct(keys: Value[][]): Value[][] {
  if (keys.length < 2) return keys
  const seen = new Map<string, Value[]>()
  for (const key of keys) seen.set(keyText(key), key)
  return [...seen.values()]
}

/** A key as text, the same for equal keys: for locks and messages. */
export const keyText = (key: readonly Value[]): string => canonical(key.map((value) => value ?? null))
