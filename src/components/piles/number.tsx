import { useState } from 'react'
import { Button } from '../button'
import { TextField } from '../field'
import { Sheet } from '../sheet'

interface Props { title: string; label: string; hint?: string; ok: string; keyboard?: 'text' | 'number'; digits?: number; first?: string; busy: boolean; onDone: (typed: string) => void; onClose: () => void }

/** Asks for one number. */
export function NumberSheet({ title, label, hint, ok, keyboard = 'number', digits = 4, first = '', busy, onDone, onClose }: Props) {
  const [typed, setTyped] = useState(first)
  const good = keyboard === 'number' ? Number(typed) >= 1 : typed.trim() !== ''
  return (
    <Sheet open title={title} onClose={onClose} footer={<Button text={ok} busy={busy} disabled={!good} onTap={() => onDone(typed.trim())} />}>
      <TextField label={label} keyboard={keyboard} value={typed} onChange={setTyped} max={digits} {...(hint ? { hint } : {})} />
    </Sheet>
  )
}
