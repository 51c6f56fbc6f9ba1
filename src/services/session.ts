/** Who the caller is and what waits: one answer that the tab pages share. */
import { useCallback, useEffect } from 'react'
import Taro, { useDidShow, usePullDownRefresh } from '@tarojs/taro'
import type { OutputOf } from '../../types/contracts'
import { call, type CallError } from './cloud'
import { asCallError, writeCount, type Query } from './query'
import { createStore, useStore } from './store'

export type HomeData = OutputOf<'session.home'>

interface State { data: HomeData | null; error: CallError | null; loading: boolean }

const store = createStore<State>({ data: null, error: null, loading: false })
let loadedAt = 0
let loadedWrites = -1
let running: Promise<void> | null = null

/** Asks again, once for all pages that want it at the same time. */
export function refreshSession(): Promise<void> {
  running ??= (async () => {
    const writesBefore = writeCount()
    store.set({ ...store.get(), loading: true })
    try {
      const data = await call('session.home', {})
      store.set({ data, error: null, loading: false })
      loadedAt = Date.now()
      loadedWrites = writesBefore
    } catch (error) {
      store.set({ ...store.get(), error: asCallError(error), loading: false })
    } finally {
      running = null
    }
  })()
  return running
}

/** A fresh answer; throws a CallError where none came. */
export async function loadSession(): Promise<HomeData> {
  await refreshSession()
  const { data, error } = store.get()
  if (error) throw error
  if (!data) throw asCallError(null)
  return data
}

function stale(): boolean {
  return !store.get().data || loadedWrites !== writeCount() || Date.now() - loadedAt > 20_000
}

/** The shared answer for a tab page: asked for when the page shows and what is known has gone stale, and on pull-down. */
export function useHome(): Query<HomeData> {
  const state = useStore(store)
  const reload = useCallback(() => refreshSession(), [])
  useDidShow(() => {
    if (stale()) void refreshSession()
  })
  usePullDownRefresh(() => {
    void refreshSession().finally(() => Taro.stopPullDownRefresh())
  })
  const put = useCallback((data: HomeData) => store.set({ data, error: null, loading: false }), [])
  return { ...state, loading: state.loading || (!state.data && !state.error), reload, put }
}

/** What is known of the caller, for a page that is not a tab page; loads it where nothing is known yet. */
export function useSession(): HomeData | null {
  const state = useStore(store)
  useEffect(() => {
    if (stale()) void refreshSession()
  }, [])
  return state.data
}
