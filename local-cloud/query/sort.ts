import { failed } from '../errors'
import { compareValues } from '../values/compare'
import { keysAt, pathOf } from '../values/paths'
import { isDoc, type Doc, type Value } from '../values/types'

/** One field of a sort order. */
export interface SortKey {
  readonly path: string
  readonly direction: 1 | -1
}

/** Reads {field: 1 | -1, …}. */
export function readSort(order: Value): SortKey[] {
  if (!isDoc(order)) throw failed('sort order must be an object')
  return Object.entries(order).map(([path, direction]) => {
    if (direction !== 1 && direction !== -1) throw failed('$sort key ordering must be 1 (for ascending) or -1 (for descending)')
    return { path, direction }
  })
}

/** What a document sorts by: of an array its smallest element, or its largest when the order is descending. */
export function sortValue(doc: Doc, { path, direction }: SortKey): Value {
  const keys = keysAt(doc, pathOf(path))
  let best = keys[0]
  for (let i = 1; i < keys.length; i++) if (compareValues(keys[i], best) * direction < 0) best = keys[i]
  return best
}

/** Sorts without changing the given list; equals keep their order. */
export function sortBy<T>(items: readonly T[], keys: readonly SortKey[], docOf: (item: T) => Doc): T[] {
  const rows = items.map((item) => ({ item, by: keys.map((key) => sortValue(docOf(item), key)) }))
  rows.sort((a, b) => {
    for (let i = 0; i < keys.length; i++) {
      const order = compareValues(a.by[i], b.by[i]) * (keys[i] as SortKey).direction
      if (order !== 0) return order
    }
    return 0
  })
  return rows.map((row) => row.item)
}
