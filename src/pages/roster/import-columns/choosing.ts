/** Which column is taken for which item, as somebody has chosen so far. Pure. */
import type { OutputOf } from '../../../../types/contracts'

type Column = OutputOf<'imports.columns'>['columns'][number]
type Item = Column['item']
/** By the header's key; what is not there stays as the sheet was read. */
export type Chosen = Record<string, Item>

/** What a column is taken for now. */
export const labelOf = (column: Column, chosen: Chosen): Item => (column.key in chosen ? chosen[column.key]! : column.item)

/** An item for which two columns with different headers stand, or null. */
export function chosenTwice(columns: readonly Column[], chosen: Chosen): Item {
  const seen = new Map<string, string>()
  for (const column of columns) {
    const item = labelOf(column, chosen)
    if (!item) continue
    if (seen.has(item) && seen.get(item) !== column.key) return item
    seen.set(item, column.key)
  }
  return null
}

/** What has to be remembered: columns that are taken for something else than they were read as. */
export const changedFrom = (columns: readonly Column[], chosen: Chosen): { key: string; item: Item }[] => [
  ...new Map(columns.filter((column) => column.key in chosen && chosen[column.key] !== column.item).map((column) => [column.key, { key: column.key, item: chosen[column.key]! }])).values(),
]
