import { dayFromNow } from '../../services/dates'
import { Card } from '../card'
import { TextField } from '../field'
import { DayField } from '../field/date-time'

/** The superior's consent as it was given on paper: who, the paper's number or name, when; empty while it is not there. */
export interface ConsentDraft { superior: string; document: string; day: string }

export const noConsent: ConsentDraft = { superior: '', document: '', day: '' }
/** Everything of it is written down. */
export const isConsent = ({ superior, document, day }: ConsentDraft): boolean => Boolean(superior.trim() && document.trim() && day)
/** As it is sent; null where it is not whole. */
export const consentOf = (draft: ConsentDraft): ConsentDraft | null => (isConsent(draft) ? { superior: draft.superior.trim(), document: draft.document.trim(), day: draft.day } : null)

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
