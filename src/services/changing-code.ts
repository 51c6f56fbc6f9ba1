/** A code on a screen that the server changes every half minute. */
import { useCallback, useEffect, useRef, useState } from 'react'
import Taro, { useDidHide, useDidShow } from '@tarojs/taro'
import type { InputOf, OutputOf } from '../../types/contracts'
import { call, type CallError } from './cloud'
import { asCallError } from './query'

/** How often the server changes the code, and how much longer than that it takes an old one: seconds. */
const CHANGES_EVERY = 30
const GOOD_AFTER = 150
const RETRY_AFTER = 5

/** The actions that answer such a code. */
type CodeAction = 'activities.checkInCode' | 'ballots.roomCode'

export interface CodeOnScreen<A extends CodeAction = CodeAction> {
  data: OutputOf<A> | null
  /** Set while the latest code could not be fetched; `data` is then the last one. */
  error: CallError | null
  /** Seconds until the code changes. */
  changesIn: number
  /** The code shown is no longer taken by the server. */
  outdated: boolean
  reload: () => Promise<void>
}

/** The phone's clock may be wrong, the server's is not: what does not fit the rhythm is taken as half of it. */
function secondsTo(nextAt: string): number {
  const left = (new Date(nextAt).getTime() - Date.now()) / 1000
  return left >= 0 && left <= CHANGES_EVERY + 1 ? left : CHANGES_EVERY / 2
}

/**
 * The changing code for the organiser's screen: fetched again when it changes, after a failure of the network every few
 * seconds, and not while the page is hidden. The phone's screen is kept on.
 */
export function useChangingCode<A extends CodeAction>(action: A, input: InputOf<A>): CodeOnScreen<A> {
  const key = JSON.stringify(input)
  const [state, setState] = useState<{ data: CodeOnScreen<A>['data']; error: CallError | null; changesAt: number }>({ data: null, error: null, changesAt: 0 })
  const [now, setNow] = useState(() => Date.now())
  const timer = useRef<ReturnType<typeof setTimeout>>()
  const visible = useRef(true)

  const load = useCallback(async () => {
    clearTimeout(timer.current)
    let again: number | null
    try {
      const data = await call(action, JSON.parse(key) as InputOf<A>)
      const left = secondsTo(data.nextAt)
      setState({ data, error: null, changesAt: Date.now() + left * 1000 })
      again = left + 0.3
    } catch (thrown) {
      const error = asCallError(thrown)
      setState((was) => ({ ...was, error }))
      // What the server refuses it will refuse again; the person decides when to ask anew.
      again = error.code === 'unavailable' || error.code === 'internal' ? RETRY_AFTER : null
    }
    setNow(Date.now())
    if (visible.current && again !== null) timer.current = setTimeout(() => void load(), again * 1000)
  }, [action, key])

  useEffect(() => {
    const clock = setInterval(() => setNow(Date.now()), 1000)
    return () => {
      visible.current = false
      clearInterval(clock)
      clearTimeout(timer.current)
    }
  }, [])
  useDidShow(() => {
    visible.current = true
    void load()
    keepOn(true)
  })
  useDidHide(() => {
    visible.current = false
    clearTimeout(timer.current)
    keepOn(false)
  })
  useEffect(() => () => keepOn(false), [])

  const { data, error, changesAt } = state
  return {
    data, error,
    changesIn: Math.max(0, Math.min(CHANGES_EVERY, Math.ceil((changesAt - now) / 1000))),
    outdated: data !== null && now > changesAt + GOOD_AFTER * 1000,
    reload: load,
  }
}

/** Only WeChat lets a page keep the phone's screen on. */
function keepOn(keepScreenOn: boolean): void {
  if (process.env.TARO_ENV === 'weapp') Taro.setKeepScreenOn({ keepScreenOn }).catch(() => undefined)
}
