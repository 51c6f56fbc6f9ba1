import { useState } from 'react'
import { Button } from './button'
import { DateTimeField } from './field/date-time'
import { Sheet } from './sheet'

interface Props { /** The end as it is now; null: none yet. */ closesAt: string | null; busy: boolean; onDone: (closesAt: string) => void; onClose: () => void }

/** A later end for what is going on. */
export function ProlongSheet({ closesAt, busy, onDone, onClose }: Props) {
  const [until, setUntil] = useState(closesAt)
  return (
    <Sheet open title="延长截止时间" onClose={onClose} footer={<Button text="延长" busy={busy} disabled={until === null || until === closesAt} onTap={() => { if (until) onDone(until) }} />}>
      <DateTimeField label="延长到" value={until} onChange={setUntil} defaultTime="18:00" hint="只能往后延" />
    </Sheet>
  )
}
