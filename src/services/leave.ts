/** Leaving a page on which something typed has not been kept: the person is asked first. */
import { useCallback, useEffect, useRef } from 'react'
import Taro from '@tarojs/taro'
import { ask } from './say'

const QUESTION = '填写的内容还没有保存，确定离开吗？'

/**
 * While `dirty`, going back asks first. The answer disarms it: call it before leaving after a save.
 * WeChat asks by itself; the browser preview is held on its page until the person has answered.
 */
export function useLeaveGuard(dirty: boolean): () => void {
  const disarm = useRef<() => void>(() => undefined)
  useEffect(() => {
    if (!dirty) return undefined
    const off = process.env.TARO_ENV === 'weapp' ? armWeChat() : armBrowser()
    disarm.current = off
    return off
  }, [dirty])
  return useCallback(() => disarm.current(), [])
}

function armWeChat(): () => void {
  void Taro.enableAlertBeforeUnload({ message: QUESTION })
  return () => void Taro.disableAlertBeforeUnload()
}

/** The browser has moved already when it tells of it, so the page's own place is restored, and only a yes moves again. */
function armBrowser(): () => void {
  const placeOf = (): number => (window.history.state as { idx?: number } | null)?.idx ?? 0
  const own = placeOf()
  let asking = false
  const onPop = (event: PopStateEvent): void => {
    event.stopImmediatePropagation()
    const delta = own - placeOf()
    if (delta === 0) return
    window.history.go(delta)
    if (asking) return
    asking = true
    void ask({ title: '还没有保存', text: QUESTION, ok: '离开', no: '继续填' }).then((leave) => {
      asking = false
      if (!leave) return
      off()
      window.history.go(-delta)
    })
  }
  // A changed address is told twice; the second telling must not reach the router either.
  const onHash = (event: HashChangeEvent): void => event.stopImmediatePropagation()
  const onClose = (event: BeforeUnloadEvent): void => event.preventDefault()
  window.addEventListener('popstate', onPop, true)
  window.addEventListener('hashchange', onHash, true)
  window.addEventListener('beforeunload', onClose)
  const off = (): void => {
    window.removeEventListener('popstate', onPop, true)
    window.removeEventListener('hashchange', onHash, true)
    window.removeEventListener('beforeunload', onClose)
  }
  return off
}
