import { Text } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { contactWays, type ContactWay } from '../../../types/contracts/codes'
import { Button } from '../../components/button'
import { ChoiceField, LongTextField, TextField } from '../../components/field'
import { DayField } from '../../components/field/date-time'
import { Sheet } from '../../components/sheet'
import { dayFromNow } from '../../services/dates'
import css from './index.module.scss'

export interface Entry { day: string; way: ContactWay; text: string; hours: number }
export interface Asking {
  title: string
  /** What it means and what follows. */
  lead?: string
  ok: string
  day: string
  from?: string
  way?: boolean
  text?: { label: string; placeholder?: string; max: number; needed: boolean; oneLine?: boolean }
  hours?: boolean
  danger?: boolean
}
interface Props { asking: Asking | null; busy: boolean; onDone: (entry: Entry) => void; onClose: () => void }

const ways = (Object.keys(contactWays) as ContactWay[]).map((key) => ({ key, text: contactWays[key] }))

/** One thing that happened on a day: today, unless another day is chosen. */
export function EntrySheet({ asking, busy, onDone, onClose }: Props) {
  const [entry, setEntry] = useState<Entry>({ day: '', way: 'phone', text: '', hours: 0 })
  const [typedHours, setTypedHours] = useState('')
  const [missing, setMissing] = useState<'text' | 'hours' | null>(null)
  useEffect(() => {
    setEntry({ day: dayFromNow(0), way: 'phone', text: '', hours: 0 })
    setTypedHours('')
    setMissing(null)
  }, [asking])
  if (!asking) return null
  const change = (over: Partial<Entry>): void => { setEntry((was) => ({ ...was, ...over })); setMissing(null) }
  const go = (): void => {
    const hours = asking.hours ? Number(typedHours) : 0
    if (asking.text?.needed && !entry.text.trim()) setMissing('text')
    else if (asking.hours && (typedHours.trim() === '' || !Number.isFinite(hours) || hours < 0 || hours > 24)) setMissing('hours')
    else onDone({ ...entry, text: entry.text.trim(), hours })
  }
  const { text } = asking
  const common = text ? { label: text.label, value: entry.text, max: text.max, onChange: (next: string) => change({ text: next }), optional: !text.needed, error: missing === 'text' ? '请写上' : null, ...(text.placeholder ? { placeholder: text.placeholder } : {}) } : null
  return (
    <Sheet open title={asking.title} onClose={onClose} footer={<><Button text="先不办" kind="plain" onTap={onClose} /><Button text={asking.ok} kind={asking.danger ? 'danger' : 'primary'} busy={busy} onTap={go} /></>}>
      {asking.lead ? <Text className={css.text}>{asking.lead}</Text> : null}
      <DayField label={asking.day} value={entry.day} until={dayFromNow(0)} {...(asking.from ? { from: asking.from } : {})} onChange={(day) => change({ day })} />
      {asking.way ? <ChoiceField label="方式" options={ways} value={entry.way} onChange={(way) => change({ way })} /> : null}
      {common ? (text?.oneLine ? <TextField {...common} /> : <LongTextField {...common} />) : null}
      {asking.hours ? <TextField label="时长（小时）" keyboard="text" value={typedHours} max={4} placeholder="如：2 或 1.5" onChange={(next) => { setTypedHours(next); setMissing(null) }} error={missing === 'hours' ? '请写0到24之间的数' : null} /> : null}
    </Sheet>
  )
}
