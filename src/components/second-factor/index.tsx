import { Text, View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { Button } from '../button'
import { TextField } from '../field'
import { Sheet } from '../sheet'
import css from './index.module.scss'

interface Props {
  open: boolean
  /** A dynamic code has been set up for this account. */
  enrolled: boolean
  /** The phone can prove its owner by fingerprint or face. */
  soter: boolean
  busy: boolean
  error: string | null
  onCode: (code: string) => void
  onSoter: () => void
  onSetUp: () => void
  onClose: () => void
}

/** Asks for the second factor before a sensitive act. */
export function SecondFactorSheet({ open, enrolled, soter, busy, error, onCode, onSoter, onSetUp, onClose }: Props) {
  const [code, setCode] = useState('')
  useEffect(() => {
    if (!open || error) setCode('')
  }, [open, error])
  const change = (next: string): void => {
    const digits = next.replace(/\D/g, '').slice(0, 6)
    setCode(digits)
    if (digits.length === 6 && digits !== code) onCode(digits)
  }
  return (
    <Sheet front open={open} title="验证本人" onClose={onClose}>
      <Text className={css.text}>这是重要操作，先确认是您本人。验证后10分钟内不再询问。</Text>
      {soter ? <View className={css.part}><Button text="用指纹或面容验证" busy={busy} onTap={onSoter} kind={enrolled ? 'plain' : 'primary'} /></View> : null}
      {enrolled ? (
        <TextField label="动态码" keyboard="digits" max={6} value={code} onChange={change} error={error} hint={busy ? '正在验证…' : '打开您手机上的动态码程序，输入支部这一项的6位数字'} />
      ) : (
        <View className={css.part}>
          {error ? <Text className={css.error}>{error}</Text> : null}
          {soter ? null : <Text className={css.text}>您还没有设置动态码。设置只要一分钟，以后办理重要操作时输入6位数字即可。</Text>}
          <View className={css.part}><Button text="现在设置动态码" kind={soter ? 'plain' : 'primary'} onTap={onSetUp} /></View>
        </View>
      )}
    </Sheet>
  )
}
