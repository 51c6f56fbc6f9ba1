/** A card that was opened before its reader had joined: kept on the phone, and gone on with after joining. */
import Taro from '@tarojs/taro'

const KEY = 'pendingScene'
const LIFE = 24 * 3600_000

export function keepPending(scene: string): void {
  Taro.setStorageSync(KEY, { scene, at: Date.now() })
}

/** The kept card's scene, once; null where there is none or it is older than a day. */
export function takePending(): string | null {
  const kept = Taro.getStorageSync(KEY) as { scene?: string; at?: number } | ''
  Taro.removeStorageSync(KEY)
  return kept && kept.scene && Date.now() - (kept.at ?? 0) < LIFE ? kept.scene : null
}
