import Taro from '@tarojs/taro'

/** What is on the clipboard; null where it could not be read (the person said no, or the browser keeps it closed). */
export async function readClipboard(): Promise<string | null> {
  try {
    // Taro's own reading in the browser sees only what Taro put there.
    if (process.env.TARO_ENV === 'h5') return await navigator.clipboard.readText()
    return (await Taro.getClipboardData()).data
  } catch {
    return null
  }
}
