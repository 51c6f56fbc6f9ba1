import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { grades, type Grade } from '../../../../types/contracts/codes'
import type { Review } from '../../../../types/contracts/reviews'
import { Button } from '../../../components/button'
import { ChoiceField, LongTextField, TextField } from '../../../components/field'
import { DayField } from '../../../components/field/date-time'
import { Sheet } from '../../../components/sheet'
import { useAction } from '../../../services/action'
import { dayFromNow } from '../../../services/dates'
import { said } from '../../../services/say'
import type { Sensitive } from '../../../services/sensitive'
import type { Person } from './words'
import css from '../../../styles/ballots.module.scss'

interface Props { review: Review; person: Person; guard: Sensitive['guard']; onClose: () => void; onDone: () => void }

/** A grade that a superior has returned after publishing: what was given first stays to be seen. */
export function CorrectSheet({ review, person, guard, onClose, onDone }: Props) {
  const today = dayFromNow(0)
  const [grade, setGrade] = useState<Grade | null>(null)
  const [on, setOn] = useState(today)
  const [document, setDocument] = useState('')
  const [reason, setReason] = useState('')
  const correct = useAction('reviews.correct', { guard })
  const options = (Object.keys(grades) as Grade[]).filter((key) => key !== person.grade).map((key) => ({ key, text: grades[key] }))
  const problem = !grade ? '请选更正后的等次' : !document.trim() ? '请写依据的文件' : !reason.trim() ? '请写更正的原因' : null
  const go = async (): Promise<void> => {
    if (!grade || !(await correct.run({ reviewId: review.id, memberId: person.memberId, grade, on, document: document.trim(), reason: reason.trim() }))) return
    said('已更正')
    onDone()
  }
  return (
    <Sheet open title={`更正${person.name}同志的等次`} onClose={onClose} footer={<Button text="更正" busy={correct.busy} reason={problem ?? undefined} onTap={() => void go()} />}>
      <View className={css.lead}><Text className={css.body}>现在是“{person.grade ? grades[person.grade] : ''}”。上级退回或者组织上重新研究的，才更正。原来的等次留着，本人和支部都看得到更正的依据；本人的待办里会告知。</Text></View>
      <ChoiceField label="更正为" options={options} value={grade} onChange={setGrade} />
      <DayField label="哪天更正的" value={on} from={review.decidedOn ?? today} until={today} onChange={setOn} />
      <TextField label="依据的文件" value={document} onChange={setDocument} max={100} placeholder="文件名或文号" />
      <LongTextField label="原因" value={reason} onChange={setReason} max={300} />
    </Sheet>
  )
}
