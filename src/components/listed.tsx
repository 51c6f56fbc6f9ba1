import type { ReactNode } from 'react'
import { ListEnd } from './list-end'
import { Failed } from './page'
import { Skeleton } from './page/skeleton'

interface Props {
  list: { items: unknown[]; page: unknown; more: boolean; loading: boolean; error: { code: string; message: string } | null; loadMore: () => Promise<void>; reload: () => Promise<void> }
  /** Instead of rows where the list is empty. */
  empty: ReactNode
  children: ReactNode
}

/** A paged list inside a page: a skeleton at first, the reason where nothing came, what to do where it is empty, the next page at its end. */
export function Listed({ list, empty, children }: Props) {
  if (list.page === null) return list.error && !list.loading ? <Failed error={list.error} reload={list.reload} /> : <Skeleton kind="list" />
  if (list.items.length === 0) return <>{empty}</>
  return (
    <>
      {children}
      <ListEnd list={list} />
    </>
  )
}
