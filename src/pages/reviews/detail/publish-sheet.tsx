import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { deciders, type Decider } from '../../../../types/contracts/codes'
import type { Review } from '../../../../types/contracts/reviews'
import { Button } from '../../../components/button'
import { ChoiceField } from '../../../components/field'
import { DayField } from '../../../components/field/date-time'
import { Sheet } from '../../../components/sheet'
import { dayFromNow } from '../../../services/dates'
import css from '../../../styles/ballots.module.scss'

const options = (Object.keys(deciders) as Decider[]).map((key) => ({ key, text: deciders[key] }))

interface Props { review: Review; busy: boolean; onDone: (told: { decidedOn: string; decidedBy: Decider }) => void; onClose: () => void }

/** Before the grades are made known: who has decided them, and on which day. */
export function PublishSheet({ review, busy, onDone, onClose }: Props) {
  const today = dayFromNow(0)
  const [decidedOn, setDecidedOn] = useState(today)
  const [decidedBy, setDecidedBy] = useState(review.decidedBy)
  return (
    <Sheet open title="公布评定结果" onClose={onClose} footer={<Button text="公布" busy={busy} onTap={() => onDone({ decidedOn, decidedBy })} />}>
      <View className={css.lead}><Text className={css.body}>每位同志只看到自己的等次；参加人数和各等次的人数，本支部的同志都看得到。大家的待办里会出现“评议结果可以看了”。公布后等次不能再改，上级退回的只能更正，原来的等次留着。</Text></View>
      <DayField label="哪天评定的" value={decidedOn} from={review.closedOn ?? today} until={today} onChange={setDecidedOn} hint="开会研究确定等次的那天" />
      <ChoiceField label="由谁评定" options={options} value={decidedBy} onChange={setDecidedBy} hint="不设支部委员会的，由支部党员大会评定" />
    </Sheet>
  )
}
