import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { Button } from '../../../components/button'
import { TextField } from '../../../components/field'
import { Sheet } from '../../../components/sheet'
import { useAction } from '../../../services/action'
import { said, tell } from '../../../services/say'
import { sceneOfScan } from '../../../services/scenes'
import css from './index.module.scss'

export interface CheckIn {
  /** Checks in with six digits. */
  withCode: (code: string) => Promise<void>
  scan: () => Promise<void>
  busy: boolean
  /** Why the last digits were refused; null where nothing is wrong. */
  wrong: string | null
  clear: () => void
}

/** Check-in of the caller by the code on the organiser's screen, scanned or typed. `onDone` after it is registered. */
export function useCheckIn(activityId: string, onDone: () => void): CheckIn {
  const [wrong, setWrong] = useState<string | null>(null)
  const checkIn = useAction('activities.checkIn', {
    onError: (error) => {
      if (error.code !== 'checkInCodeWrong') return false
      setWrong(error.message)
      return true
    },
  })
  const withCode = async (code: string): Promise<void> => {
    setWrong(null)
    const answer = await checkIn.run({ activityId, code })
    if (!answer) return
    said(answer.points > 0 ? `已签到，积分+${answer.points}` : '已签到')
    onDone()
  }
  const scan = async (): Promise<void> => {
    let found: { path?: string; result?: string }
    try {
      found = await Taro.scanCode({ onlyFromCamera: true })
    } catch {
      return
    }
    const scene = sceneOfScan(found.path, found.result)
    if (scene?.kind !== 'checkIn') return tell('这不是现场的签到码，请扫组织者屏幕上的码，或输入6位数字。', '没有签到')
    if (scene.id !== activityId) return tell('这是另一个活动的签到码，请打开那个活动再签到。', '没有签到')
    await withCode(scene.code)
  }
  return { withCode, scan, busy: checkIn.busy, wrong, clear: () => setWrong(null) }
}

/** Asks for the code: scanned in WeChat, or six digits typed anywhere. */
export function CheckInSheet({ open, checkIn, onClose }: { open: boolean; checkIn: CheckIn; onClose: () => void }) {
  const [code, setCode] = useState('')
  const change = (next: string): void => {
    const digits = next.replace(/\D/g, '').slice(0, 6)
    setCode(digits)
    if (checkIn.wrong) checkIn.clear()
    // The last digit is the whole intention; a button would only ask for one tap more.
    if (digits.length === 6 && digits !== code && !checkIn.busy) void checkIn.withCode(digits).finally(() => setCode(''))
  }
  return (
    <Sheet open={open} title="签到" onClose={onClose}>
      {process.env.TARO_ENV === 'weapp' ? <View className={css.scan}><Button text="扫现场的码" onTap={() => void checkIn.scan()} busy={checkIn.busy} /></View> : null}
      <TextField
        label={process.env.TARO_ENV === 'weapp' ? '或输入屏幕上的6位数字' : '输入屏幕上的6位数字'} keyboard="digits" max={6} value={code} onChange={change}
        error={checkIn.wrong} hint={checkIn.busy ? '正在签到…' : '手机不方便时，也可以请组织者在名单上代签'}
      />
    </Sheet>
  )
}
