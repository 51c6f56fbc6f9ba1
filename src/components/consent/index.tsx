import { dayFromNow } from '../../services/dates'
import { Card } from '../card'
import { TextField } from '../field'
import { DayField } from '../field/date-time'
import type { ConsentDraft } from './draft'

interface Props { title?: string; consent: ConsentDraft; onChange: (consent: ConsentDraft) => void; hint?: string }

/** Writes down what the superior has agreed to. */
export function ConsentCard({ title = '上级党组织的同意', consent, onChange, hint }: Props) {
  return (
    <Card title={title}>
      <TextField label="哪个党组织同意的" value={consent.superior} onChange={(superior) => onChange({ ...consent, superior })} max={60} placeholder="照批复写全称" />
      <TextField label="批复的文号或名称" value={consent.document} onChange={(document) => onChange({ ...consent, document })} max={60} placeholder="照批复抄写" />
      <DayField label="批复的日期" value={consent.day} onChange={(day) => onChange({ ...consent, day })} until={dayFromNow(0)} {...(hint ? { hint } : {})} />
    </Card>
  )
}
