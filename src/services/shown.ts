/** A long list that came in one answer, drawn piece by piece: a first screen stays under 600 nodes. */
import { useCallback, useEffect, useState } from 'react'
import { useReachBottom } from '@tarojs/taro'

export interface Shown<T> {
  items: T[]
  more: boolean
  showMore: () => void
}

/** The first `step` items, and as many again whenever the page's end comes into view; starts anew when `key` changes. */
export function useShown<T>(all: T[], key: string, step = 30): Shown<T> {
  const [count, setCount] = useState(step)
  useEffect(() => setCount(step), [key, step])
  const showMore = useCallback(() => setCount((was) => was + step), [step])
  useReachBottom(() => setCount((was) => (was < all.length ? was + step : was)))
  return { items: all.slice(0, count), more: count < all.length, showMore }
}
