import Taro from '@tarojs/taro'

const tabs = ['/pages/home/index', '/pages/branch/index', '/pages/me/index']
type Params = Record<string, string | number | undefined | null>

/** A page's address with its parameters; those without a value are left out. */
export function pathOf(page: string, params: Params = {}): string {
  const query = Object.entries(params).filter(([, value]) => value !== undefined && value !== null && value !== '').map(([key, value]) => `${key}=${encodeURIComponent(String(value))}`).join('&')
  return query ? `${page}?${query}` : page
}

/** Opens a page on top of this one. WeChat keeps ten pages at most; the eleventh takes the place of the tenth. */
export function open(page: string, params: Params = {}): void {
  const url = pathOf(page, params)
  if (tabs.includes(page)) void Taro.switchTab({ url: page })
  else if (Taro.getCurrentPages().length >= 10) void Taro.redirectTo({ url })
  else void Taro.navigateTo({ url })
}

/** Opens a page in place of this one, for what must not be gone back to, such as a finished form. */
export function replace(page: string, params: Params = {}): void {
  if (tabs.includes(page)) void Taro.switchTab({ url: page })
  else void Taro.redirectTo({ url: pathOf(page, params) })
}

/** One page back; to the to-do list where there is none, as after opening a card. */
export function back(): void {
  if (Taro.getCurrentPages().length > 1) void Taro.navigateBack()
  else void Taro.switchTab({ url: tabs[0]! })
}

/** A parameter of the page's address, decoded; empty where it is missing. */
export function param(params: Partial<Record<string, string>>, name: string): string {
  const value = params[name] ?? ''
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}
