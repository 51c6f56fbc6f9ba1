import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { grades, type Grade } from '../../../../types/contracts/codes'
import { Button } from '../../../components/button'
import { Cell, List } from '../../../components/cell'
import { Check } from '../../../components/check'
import { LongTextField } from '../../../components/field'
import { Sheet } from '../../../components/sheet'
import { useAction } from '../../../services/action'
import { said } from '../../../services/say'
import { adviceOf, linesOf, type Person, type ResultOut } from './words'
import css from '../../../styles/ballots.module.scss'

const usual = (Object.keys(grades) as Grade[]).map((key) => ({ key, text: grades[key] }))

interface Props { reviewId: string; person: Person; result: ResultOut; onClose: () => void; onDone: () => void }

/** The grade that the committee gives, with what the ballots advise above it. */
export function GradeSheet({ reviewId, person, result, onClose, onDone }: Props) {
  const [chosen, setChosen] = useState<Grade | null>(person.grade)
  const [reason, setReason] = useState(person.reason ?? '')
  const [missing, setMissing] = useState(false)
  const grade = useAction('reviews.grade', { onError: (error) => { if (error.code === 'reviewGradeReason') setMissing(true); return error.code === 'reviewGradeReason' } })
  const go = async (): Promise<void> => {
    if (!chosen || !(await grade.run({ reviewId, memberId: person.memberId, grade: chosen, reason: reason.trim() }))) return
    said('已评定')
    onDone()
  }
  return (
    <Sheet open title={`评定${person.name}同志`} onClose={onClose} footer={<Button text="保存" busy={grade.busy} disabled={chosen === null} onTap={() => void go()} />}>
      <View className={css.lead}><Text className={css.body}>{[...linesOf(person, result, true), adviceOf(person)].filter(Boolean).join('\n')}</Text></View>
      <List>{usual.map(({ key, text }) => <Cell key={key} title={text} before={<Check on={chosen === key} />} role="radio" checked={chosen === key} noArrow onTap={() => setChosen(key)} />)}</List>
      <LongTextField label="理由" optional value={reason} onChange={(next) => { setReason(next); setMissing(false) }} max={300} error={missing ? '和票数最多的等次不一样，请写明理由' : null} hint="与票数最多的等次不同时必须写" />
    </Sheet>
  )
}
