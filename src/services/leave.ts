/** Leaving a page on which something typed has not been kept: the person is asked first. */
import { useCallback, useEffect, useRef } from 'react'
import { hold } from './leave-hold'

/** While `dirty`, going back asks first. The answer lets go: call it before leaving after a save. */
export function useLeaveGuard(dirty: boolean): () => void {
  const release = useRef<() => void>(() => undefined)
  useEffect(() => {
    if (!dirty) return undefined
    const off = hold('填写的内容还没有保存，确定离开吗？')
    release.current = off
    return off
  }, [dirty])
  return useCallback(() => release.current(), [])
}
