import { Text } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { Button } from '../button'
import { Chips } from '../chips'
import { LongTextField } from '../field'
import { Sheet } from '../sheet'
import css from './index.module.scss'

interface Props {
  open: boolean
  title: string
  /** What will happen, and whether it can be taken back. */
  text: string
  /** The button that does it; at most six characters. */
  ok: string
  /** Usual reasons, to be taken over with a tap. */
  usual?: string[]
  placeholder?: string
  max?: number
  /** False where a reason may be left out. */
  needed?: boolean
  label?: string
  danger?: boolean
  busy: boolean
  onDone: (reason: string) => void
  onClose: () => void
}

/** Asks for a reason before an act that is kept with it. */
export function ReasonSheet({ open, title, text, ok, usual = [], placeholder, max = 100, needed = true, label = '原因', danger, busy, onDone, onClose }: Props) {
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState(false)
  useEffect(() => {
    if (!open) return
    setReason('')
    setMissing(false)
  }, [open])
  const write = (next: string): void => {
    setReason(next)
    setMissing(false)
  }
  const go = (): void => {
    if (needed && !reason.trim()) setMissing(true)
    else onDone(reason.trim())
  }
  return (
    <Sheet
      open={open} title={title} onClose={onClose}
      footer={<><Button text="先不办" kind="plain" onTap={onClose} /><Button text={ok} kind={danger ? 'danger' : 'primary'} busy={busy} onTap={go} /></>}
    >
      <Text className={css.text}>{text}</Text>
      {usual.length > 0 ? <Chips items={usual.map((word) => ({ key: word, text: word }))} on={usual.filter((word) => word === reason)} onToggle={write} role="button" /> : null}
      <LongTextField label={label} value={reason} onChange={write} max={max} optional={!needed} {...(placeholder ? { placeholder } : {})} error={missing ? '请写明原因，会和这次办理一起留存' : null} />
    </Sheet>
  )
}
