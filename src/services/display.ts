/** How large the text is: as WeChat is set, unless chosen otherwise in 我的. */
import Taro from '@tarojs/taro'
import { createStore, useStore } from './store'

export const textSizes = { auto: '跟随微信', 1: '标准', 125: '大', 150: '特大' } as const
export type TextSize = 'auto' | '1' | '125' | '150'
type Factor = '1' | '125' | '150'

const KEY = 'textSize'

interface FontSetting { fontSizeSetting?: number; fontSizeScaleFactor?: number }

/** WeChat's own setting, in pixels of its body text: 17 is its standard, about 24 its care mode. Some phones tell only the factor. */
function factorOfWeChat(): Factor {
  try {
    const told = (Taro.getAppBaseInfo?.() ?? {}) as FontSetting
    const size = told.fontSizeSetting ?? 17 * (told.fontSizeScaleFactor ?? 1)
    return size >= 23 ? '150' : size >= 19 ? '125' : '1'
  } catch {
    return '1'
  }
}

function chosen(): TextSize {
  const kept: unknown = Taro.getStorageSync(KEY)
  return typeof kept === 'string' && kept in textSizes ? (kept as TextSize) : 'auto'
}

interface Display { choice: TextSize; factor: Factor }

function measure(choice: TextSize): Display {
  const factor = choice === 'auto' ? factorOfWeChat() : choice
  // What the browser preview draws beside the page, such as dialogs, grows along.
  if (process.env.TARO_ENV === 'h5') document.documentElement.className = factor === '1' ? '' : `type-${factor}`
  return { choice, factor }
}
const store = createStore<Display | null>(null)

/** The text size in force and the class that a page's root carries for it. */
export function useDisplay(): Display & { className: string } {
  const known = useStore(store)
  const display = known ?? measure(chosen())
  return { ...display, className: display.factor === '1' ? '' : `type-${display.factor}` }
}

export function chooseTextSize(choice: TextSize): void {
  Taro.setStorageSync(KEY, choice)
  store.set(measure(choice))
}
