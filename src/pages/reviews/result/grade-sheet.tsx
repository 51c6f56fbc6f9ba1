import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { grades, type Grade } from '../../../../types/contracts/codes'
import { Button } from '../../../components/button'
import { Cell, List } from '../../../components/cell'
import { Check } from '../../../components/check'
import { Chips } from '../../../components/chips'
import { LongTextField } from '../../../components/field'
import { Sheet } from '../../../components/sheet'
import { useAction } from '../../../services/action'
import { said } from '../../../services/say'
import { NO_ROOM } from './bulk'
import { adviceOf, linesOf, type Person, type ResultOut } from './words'
import css from '../../../styles/ballots.module.scss'

const usual = (Object.keys(grades) as Grade[]).map((key) => ({ key, text: grades[key] }))

interface Props { reviewId: string; person: Person; result: ResultOut; onClose: () => void; /** Somebody else has graded this person meanwhile. */ onStale: () => void; onDone: (further: boolean) => void }

/** The grade that the committee gives, with what the ballots advise above it; then the next who has none. */
export function GradeSheet({ reviewId, person, result, onClose, onStale, onDone }: Props) {
  const [chosen, setChosen] = useState<Grade | null>(person.grade)
  const [reason, setReason] = useState(person.reason ?? '')
  const [missing, setMissing] = useState(false)
  const grade = useAction('reviews.grade', { onError: ({ code }) => { if (code === 'reviewGradeReason') setMissing(true); if (code === 'reviewGradeChanged') onStale(); return code === 'reviewGradeReason' } })
  const others = result.waiting - (person.grade ? 0 : 1)
  const departs = chosen !== null && person.leading !== null && chosen !== person.leading
  const noRoom = departs && person.leading === 'excellent' && chosen === 'good'
  const write = (next: string): void => { setReason(next); setMissing(false) }
  const choose = (key: Grade): void => {
    setChosen(key)
    // The reason that only says there was no room stands and falls with the grade.
    if (key === 'good' && person.leading === 'excellent' && reason === '' && result.excellentGiven >= result.excellentAtMost) write(NO_ROOM)
    else if (key !== 'good' && reason === NO_ROOM) write('')
  }
  const go = async (further: boolean): Promise<void> => {
    if (!chosen || !(await grade.run({ reviewId, memberId: person.memberId, grade: chosen, reason: reason.trim(), was: person.grade }))) return
    said('已评定')
    onDone(further)
  }
  const foot = others > 0
    ? <><Button text="保存" kind="plain" busy={grade.busy} disabled={chosen === null} onTap={() => void go(false)} /><Button text="保存，下一位" busy={grade.busy} disabled={chosen === null} onTap={() => void go(true)} /></>
    : <Button text="保存" busy={grade.busy} disabled={chosen === null} onTap={() => void go(false)} />
  return (
    <Sheet open title={`评定${person.name}同志`} onClose={onClose} footer={foot}>
      <View className={css.lead}><Text className={css.body}>{[...linesOf(person, result, true), adviceOf(person), others > 0 ? `另有${others}位没有评定` : ''].filter(Boolean).join('\n')}</Text></View>
      <List>{usual.map(({ key, text }) => <Cell key={key} title={text} before={<Check on={chosen === key} />} role="radio" checked={chosen === key} noArrow onTap={() => choose(key)} />)}</List>
      {noRoom ? <Chips items={[{ key: NO_ROOM, text: NO_ROOM }]} on={reason === NO_ROOM ? [NO_ROOM] : []} onToggle={write} role="button" /> : null}
      <LongTextField label="理由" optional={!departs} value={reason} onChange={write} max={300} error={missing ? '和票数最多的等次不一样，请写明理由' : null} hint="与票数最多的等次不同时必须写" />
    </Sheet>
  )
}
