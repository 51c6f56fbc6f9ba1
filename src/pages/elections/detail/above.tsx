import { Text } from '@tarojs/components'
import { useState } from 'react'
import { posts as postLabels } from '../../../../types/contracts/codes'
import type { Election } from '../../../../types/contracts/elections'
import { Button } from '../../../components/button'
import { TextField } from '../../../components/field'
import { DayField } from '../../../components/field/date-time'
import { ReasonSheet } from '../../../components/reason'
import { Sheet } from '../../../components/sheet'
import { useAction } from '../../../services/action'
import { dayFromNow, dayText } from '../../../services/dates'
import { said } from '../../../services/say'
import type { Sensitive } from '../../../services/sensitive'
import css from '../index.module.scss'

interface Props { election: Election; guard: Sensitive['guard']; onDone: () => void; onClose: () => void }

/** What the superior has answered: from that day on the new posts hold. */
export function ApproveSheet({ election, guard, onDone, onClose }: Props) {
  const [day, setDay] = useState(dayFromNow(0))
  const [document, setDocument] = useState('')
  const approve = useAction('elections.approve', { guard })
  const go = async (): Promise<void> => {
    if (!(await approve.run({ electionId: election.id, day, document: document.trim(), ...(election.term ? { until: election.term.until } : {}) }))) return
    said('已登记批复')
    onDone()
  }
  return (
    <Sheet open title="登记批复" onClose={onClose} footer={<Button text="登记" busy={approve.busy} disabled={!document.trim()} onTap={() => void go()} />}>
      <Text className={css.lead}>书记、副书记批准任职，委员备案。{meansText(election)}</Text>
      <DayField label="从哪一天起任职" value={day} onChange={setDay} until={dayFromNow(0)} hint="批复的日期" />
      <TextField label="批复的文号或标题" value={document} onChange={setDocument} max={60} placeholder="照批复抄写" />
    </Sheet>
  )
}

/** What the superior sends back, and why. */
export function ReturnSheet({ election, guard, onDone, onClose }: Props) {
  const back = useAction('elections.return', { guard })
  const go = async (reason: string): Promise<void> => {
    if (!(await back.run({ electionId: election.id, reason }))) return
    said('已退回')
    onDone()
  }
  return (
    <ReasonSheet
      open title="退回支部？" ok="退回" busy={back.busy} usual={['分工有误', '材料不全', '程序要补']} text="支部会收到提醒，看得到原因，改好以后重新上报。退回的记录一直保留。"
      onDone={(reason) => void go(reason)} onClose={onClose}
    />
  )
}

/** What the approval does, and until when the term is. */
function meansText({ occasion, term, sitting }: Election): string {
  const until = term ? `任期至${dayText(term.until)}${occasion === 'byElection' ? '，随这一届' : `（${term.months / 12}年，从大会那天算起）`}。` : ''
  if (occasion !== 'byElection') return `新一届从这一天起任职，上一届的职务同时全部结束。${until}`
  const ending = sitting.filter(({ replaced }) => replaced).map(({ post, name }) => `${name}的${postLabels[post]}`)
  return `补选的同志从这一天起任职，${ending.length > 0 ? `${ending.join('、')}职务同时结束，` : ''}其他同志的职务不变。${until}`
}
