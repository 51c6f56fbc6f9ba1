/** What the person chooses for a sheet, until it is filled. */
import { useEffect, useState } from 'react'
import type { Run, Who } from '../words'

export interface Plan {
  columns: { index: number; item: string }[]
  who: Who
  /** The column whose item is being chosen. */
  choosing: number | null
  choose: (index: number | null) => void
  setItem: (index: number, item: string) => void
  setWho: (who: Who) => void
  picking: boolean
  setPicking: (on: boolean) => void
  /** What a call is given. */
  input: { sheet?: number; columns: { index: number; item: string }[]; who: Who }
}

/** Begins with what the server proposes; a reload of the same sheet keeps what was chosen. */
export function usePlan(run: Run | null): Plan {
  const [columns, setColumns] = useState<Plan['columns']>([])
  const [who, setWho] = useState<Who>({ kinds: ['full', 'probationary'] })
  const [choosing, choose] = useState<number | null>(null)
  const [picking, setPicking] = useState(false)
  const key = run ? `${run.id} ${run.sheet} ${run.at}` : ''
  useEffect(() => {
    if (!run) return
    setColumns(run.columns.map(({ index, item }) => ({ index, item })))
    setWho(run.who)
    // Only another sheet, or another filling, brings another proposal.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key])
  const setItem = (index: number, item: string): void => {
    // One item stands in one column: what is given to another is taken from the former.
    setColumns((was) => was.map((column) => (column.index === index ? { index, item } : item !== '' && column.item === item ? { ...column, item: '' } : column)))
  }
  return { columns, who, choosing, choose, setItem, setWho, picking, setPicking, input: { ...(run === null || run.sheet === null ? {} : { sheet: run.sheet }), columns, who } }
}
