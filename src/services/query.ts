/** Reading for a page: loads when it opens, again when it comes back after something was written, and on pull-down. */
import { useCallback, useEffect, useRef, useState } from 'react'
import Taro, { useDidShow, usePullDownRefresh } from '@tarojs/taro'
import type { ActionName, InputOf, OutputOf } from '../../types/contracts'
import { call, CallError } from './cloud'
import { errorText } from '../../types/contracts/errors'

export interface Query<T> {
  data: T | null
  /** Set when the last load failed; the data of an earlier one stays. */
  error: CallError | null
  loading: boolean
  reload: () => Promise<void>
  /** Puts in what a write has just answered, so that the page need not ask again. */
  put: (data: T) => void
}

let writes = 0
/** Tells the pages underneath that what they show may have changed. */
export function noteWrite(): void {
  writes += 1
}
/** How many writes this run has seen: a page that loaded at an earlier count is out of date. */
export function writeCount(): number {
  return writes
}

export function asCallError(error: unknown): CallError {
  return error instanceof CallError ? error : new CallError('internal', errorText.internal)
}

/** Loads again when the page comes back to the front after a write, and when it is pulled down. */
export function useFreshness(reload: () => Promise<void>): () => void {
  const seen = useRef(writeCount())
  useDidShow(() => {
    if (seen.current !== writeCount()) void reload()
  })
  usePullDownRefresh(() => {
    void reload().finally(() => Taro.stopPullDownRefresh())
  })
  return useCallback(() => {
    seen.current = writeCount()
  }, [])
}

/** One action's answer for a page. `input` null: not yet known what to ask (nothing is loaded). */
export function useQuery<A extends ActionName>(action: A, input: InputOf<A> | null): Query<OutputOf<A>> {
  const [state, setState] = useState<{ data: OutputOf<A> | null; error: CallError | null; loading: boolean }>({ data: null, error: null, loading: input !== null })
  const key = input === null ? null : JSON.stringify(input)
  const turn = useRef(0)
  const markRef = useRef<() => void>(() => undefined)

  const reload = useCallback(async () => {
    if (key === null) return
    const mine = ++turn.current
    markRef.current()
    setState((was) => ({ ...was, loading: true }))
    try {
      const data = await call(action, JSON.parse(key) as InputOf<A>)
      if (mine === turn.current) setState({ data, error: null, loading: false })
    } catch (error) {
      if (mine === turn.current) setState((was) => ({ ...was, error: asCallError(error), loading: false }))
    }
  }, [action, key])
  markRef.current = useFreshness(reload)

  useEffect(() => {
    void reload()
  }, [reload])

  const put = useCallback((data: OutputOf<A>) => {
    turn.current += 1
    setState({ data, error: null, loading: false })
  }, [])
  return { ...state, reload, put }
}
