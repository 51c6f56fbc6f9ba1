import { useEffect, useState } from 'react'
import type { Transfer } from '../../../../types/contracts/transfers'
import { Button } from '../../../components/button'
import { ChoiceField, TextField } from '../../../components/field'
import { DayField } from '../../../components/field/date-time'
import { Sheet } from '../../../components/sheet'
import { dayFromNow } from '../../../services/dates'
import { monthsAround } from '../words'

export interface LetterInput { letterNumber: string; issuedOn: string; validDays: number; duesUntil?: string }
interface LetterProps { open: boolean; transfer: Transfer; busy: boolean; onDone: (letter: LetterInput) => void; onClose: () => void }

/** What is noted of the letter that the authority has made. */
export function LetterSheet({ open, transfer, busy, onDone, onClose }: LetterProps) {
  const [number, setNumber] = useState('')
  const [issuedOn, setIssuedOn] = useState('')
  const [days, setDays] = useState('')
  const [dues, setDues] = useState<string | null>(null)
  const [tried, setTried] = useState(false)
  useEffect(() => {
    if (!open) return
    setNumber('')
    setIssuedOn(dayFromNow(0))
    setDays(String(transfer.validDays))
    setDues(transfer.duesUntil)
    setTried(false)
  }, [open, transfer.validDays, transfer.duesUntil])
  const valid = /^[1-9]\d{0,3}$/.test(days)
  const go = (): void => {
    setTried(true)
    if (number.trim() && valid) onDone({ letterNumber: number.trim(), issuedOn, validDays: Number(days), ...(dues ? { duesUntil: dues } : {}) })
  }
  return (
    <Sheet open={open} title={transfer.letter ? '登记新的介绍信' : '登记介绍信'} onClose={onClose} footer={<><Button text="先不办" kind="plain" onTap={onClose} /><Button text="登记" busy={busy} onTap={go} /></>}>
      <TextField label="介绍信编号" value={number} onChange={setNumber} max={40} placeholder="照介绍信抄写" error={tried && !number.trim() ? '请填写介绍信编号' : null} />
      <DayField label="开具日期" value={issuedOn} onChange={setIssuedOn} until={dayFromNow(0)} />
      <TextField label="有效期（天）" value={days} onChange={setDays} keyboard="number" max={4} hint="一般不超过90天" error={tried && !valid ? '请填写天数' : null} />
      <ChoiceField label="党费交到" options={monthsAround(dayFromNow(0))} value={dues} onChange={setDues} optional />
    </Sheet>
  )
}

interface ReceiptProps { open: boolean; transfer: Transfer; busy: boolean; onDone: (day: string) => void; onClose: () => void }

/** The day of the receipt: got back, or sent back. */
export function ReceiptSheet({ open, transfer, busy, onDone, onClose }: ReceiptProps) {
  const [day, setDay] = useState('')
  useEffect(() => { if (open) setDay(dayFromNow(0)) }, [open])
  const out = transfer.kind === 'out'
  return (
    <Sheet open={open} title="登记回执" onClose={onClose} footer={<><Button text="先不办" kind="plain" onTap={onClose} /><Button text="登记" busy={busy} onTap={() => onDone(day)} /></>}>
      <DayField label={out ? '收到回执的日期' : '寄回回执的日期'} value={day} onChange={setDay} until={dayFromNow(0)} hint={out ? `登记后，${transfer.memberName}同志移出本支部名册，微信绑定解除。` : `回执交回${transfer.from}后登记，这次转接就办结了。`} />
    </Sheet>
  )
}
