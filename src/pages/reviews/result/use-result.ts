import { useCallback, useEffect, useRef, useState } from 'react'
import { call, type CallError } from '../../../services/cloud'
import { asCallError, useFreshness } from '../../../services/query'
import type { Person, ResultOut } from './words'

/** So many people come at a time. */
const STEP = 15

/** Who is asked for: a part of the name, only those without a grade. */
export interface Filter { search: string; waiting: boolean }

export interface Result {
  /** The facts of the whole, with everybody fetched so far; null before the first page has come. */
  data: ResultOut | null
  error: CallError | null
  loading: boolean
  reload: () => Promise<void>
  more: () => Promise<void>
  /** Fetches the page again on which this person stands: who has been graded, and what that leaves. */
  refresh: (memberId: string) => Promise<void>
  /** Who comes next of those without a grade, after this person and then from the top; null where nobody is left. */
  nextAfter: (memberId: string | null) => Promise<Person | null>
}

/** A review's result, page by page as one asks for more. */
export function useResult(reviewId: string, { search, waiting }: Filter): Result {
  const [state, setState] = useState<{ pages: ResultOut[]; latest: ResultOut | null; error: CallError | null; loading: boolean }>({ pages: [], latest: null, error: null, loading: true })
  const turn = useRef(0)
  const mark = useRef<() => void>(() => undefined)

  const load = useCallback(async (pages: ResultOut[], at: number): Promise<void> => {
    const mine = ++turn.current
    setState((was) => ({ ...was, loading: true }))
    try {
      const cursor = pages[at - 1]?.next
      const page = await call('reviews.result', { reviewId, limit: STEP, ...(cursor ? { cursor } : {}), ...(search ? { search } : {}), ...(waiting ? { waiting } : {}) })
      if (mine === turn.current) setState({ pages: [...pages.slice(0, at), page, ...pages.slice(at + 1)], latest: page, error: null, loading: false })
    } catch (error) {
      if (mine === turn.current) setState((was) => ({ ...was, error: asCallError(error), loading: false }))
    }
  }, [reviewId, search, waiting])
  const reload = useCallback(async () => {
    mark.current()
    await load([], 0)
  }, [load])
  mark.current = useFreshness(reload)
  useEffect(() => { void reload() }, [reload])

  const nextAfter = async (memberId: string | null): Promise<Person | null> => {
    for (const cursor of memberId ? [memberId, null] : [null]) {
      const { people } = await call('reviews.result', { reviewId, limit: 1, waiting: true, ...(cursor ? { cursor } : {}) })
      if (people[0]) return people[0]
    }
    return null
  }

  const { pages, latest } = state
  return {
    data: latest && { ...latest, people: pages.flatMap(({ people }) => people), next: pages.at(-1)?.next ?? null },
    error: state.error, loading: state.loading, reload, nextAfter,
    more: () => load(pages, pages.length),
    refresh: async (memberId) => { mark.current(); await load(pages, Math.max(0, pages.findIndex(({ people }) => people.some((person) => person.memberId === memberId)))) },
  }
}
