import { useState } from 'react'

/** Rows that are being ticked; null while nobody is ticking. */
export interface Ticks {
  ids: string[] | null
  /** Whether a row is ticked; undefined while nobody is ticking. */
  has: (id: string) => boolean | undefined
  start: () => void
  stop: () => void
  toggle: (id: string) => void
  /** Ticks all of these, or none of them where all were. */
  toggleAll: (ids: string[]) => void
}

/** Choosing several rows of a list for one act. */
export function useTicks(): Ticks {
  const [ids, setIds] = useState<string[] | null>(null)
  return {
    ids,
    has: (id) => ids?.includes(id),
    start: () => setIds([]),
    stop: () => setIds(null),
    toggle: (id) => setIds((was) => (was?.includes(id) ? was.filter((one) => one !== id) : [...(was ?? []), id])),
    toggleAll: (all) => setIds((was) => (all.every((id) => was?.includes(id)) ? (was ?? []).filter((id) => !all.includes(id)) : [...new Set([...(was ?? []), ...all])])),
  }
}
