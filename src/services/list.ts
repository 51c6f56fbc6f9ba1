/** A list that is read page by page as the person scrolls. */
import { useCallback, useEffect, useRef, useState } from 'react'
import { useReachBottom } from '@tarojs/taro'
import type { ActionName, InputOf, OutputOf } from '../../types/contracts'
import { call, type CallError } from './cloud'
import { asCallError, useFreshness } from './query'

type Paged = { items: unknown[]; next: string | null }
/** The actions that answer one page of a list. */
export type ListAction = { [A in ActionName]: OutputOf<A> extends Paged ? A : never }[ActionName]
type ItemOf<A extends ListAction> = OutputOf<A> extends { items: (infer T)[] } ? T : never

export interface List<A extends ListAction> {
  items: ItemOf<A>[]
  /** The last page's answer: for what stands beside the items, such as a total. */
  page: OutputOf<A> | null
  error: CallError | null
  loading: boolean
  /** More pages follow. */
  more: boolean
  loadMore: () => Promise<void>
  reload: () => Promise<void>
}

/** A paged list; loads the next page when the end comes into view. `input` without cursor; null: not yet known what to ask. */
export function useList<A extends ListAction>(action: A, input: Omit<InputOf<A>, 'cursor'> | null): List<A> {
  const [state, setState] = useState<{ items: ItemOf<A>[]; page: OutputOf<A> | null; error: CallError | null; loading: boolean }>({ items: [], page: null, error: null, loading: input !== null })
  const key = input === null ? null : JSON.stringify(input)
  const turn = useRef(0)
  const busy = useRef(false)
  const markRef = useRef<() => void>(() => undefined)

  const load = useCallback(
    async (cursor: string | null) => {
      if (key === null) return
      const mine = ++turn.current
      busy.current = true
      setState((was) => ({ ...was, loading: true }))
      try {
        const asked = { ...(JSON.parse(key) as object), ...(cursor ? { cursor } : {}) } as InputOf<A>
        const page = await call(action, asked)
        if (mine !== turn.current) return
        const fresh = (page as Paged).items as ItemOf<A>[]
        setState((was) => ({ items: cursor ? [...was.items, ...fresh] : fresh, page, error: null, loading: false }))
      } catch (error) {
        if (mine === turn.current) setState((was) => ({ ...was, error: asCallError(error), loading: false }))
      } finally {
        if (mine === turn.current) busy.current = false
      }
    },
    [action, key],
  )
  const reload = useCallback(async () => {
    markRef.current()
    await load(null)
  }, [load])
  markRef.current = useFreshness(reload)

  useEffect(() => {
    void reload()
  }, [reload])

  const next = state.page ? (state.page as Paged).next : null
  const loadMore = useCallback(async () => {
    if (next && !busy.current) await load(next)
  }, [next, load])
  useReachBottom(() => {
    void loadMore()
  })
  return { ...state, more: next !== null, loadMore, reload }
}
