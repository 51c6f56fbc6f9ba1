import { Text } from '@tarojs/components'
import { useState } from 'react'
import type { Election } from '../../../../types/contracts/elections'
import { Button } from '../../../components/button'
import { Cell, List } from '../../../components/cell'
import { TextField } from '../../../components/field'
import { DayField } from '../../../components/field/date-time'
import { Sheet } from '../../../components/sheet'
import { useAction } from '../../../services/action'
import { dayFromNow, dayText } from '../../../services/dates'
import { said } from '../../../services/say'
import type { Sensitive } from '../../../services/sensitive'
import css from '../index.module.scss'

interface Props { election: Election; guard: Sensitive['guard']; onDone: () => void; onClose: () => void }

/** Somebody who is elected has left before the approval: marked with the day and the reason, or taken back. */
export function GoneSheet({ election, guard, onDone, onClose }: Props) {
  const people = election.elected.flatMap(({ memberId, ...person }) => (memberId && (person.missing || person.gone) ? [{ memberId, ...person }] : []))
  const [chosen, setChosen] = useState(people.length === 1 ? people[0]!.memberId : null)
  const [day, setDay] = useState(dayFromNow(0))
  const [reason, setReason] = useState('')
  const mark = useAction('elections.gone', { guard })
  const person = people.find(({ memberId }) => memberId === chosen)
  const go = async (left: { day: string; reason: string } | null): Promise<void> => {
    if (!person || !(await mark.run({ electionId: election.id, version: election.version, memberId: person.memberId, left }))) return
    said(left ? '已登记' : '已撤回')
    onDone()
  }
  if (!person) {
    return (
      <Sheet open title="哪位同志已离开" onClose={onClose}>
        <List>{people.map(({ memberId, name, note, missing, gone }) => <Cell key={memberId} title={note ? `${name}（${note}）` : name} hint={gone ? `${dayText(gone.day)}离开：${gone.reason}` : missing} onTap={() => setChosen(memberId)} />)}</List>
      </Sheet>
    )
  }
  // Nobody who had left before the assembly was elected by it.
  const held = election.ballots.find(({ votes, voidReason }) => voidReason === null && votes?.some((one) => one.elected && one.memberId === person.memberId))?.heldOn
  if (person.gone) {
    return (
      <Sheet open title={person.name} onClose={onClose} footer={<Button text="撤回登记" kind="danger" busy={mark.busy} onTap={() => void go(null)} />}>
        <Text className={css.lead}>{dayText(person.gone.day)}离开：{person.gone.reason}。撤回以后，又算作当选，要重新分工、重新上报。</Text>
      </Sheet>
    )
  }
  return (
    <Sheet open title={`${person.name}已离开`} onClose={onClose} footer={<Button text="登记" busy={mark.busy} disabled={!reason.trim()} onTap={() => void go({ day, reason: reason.trim() })} />}>
      <Text className={css.lead}>{person.name}{person.missing}，不能任职。登记以后空缺一名，其他同志照样分工、上报{election.reportedAt ? '；已经上报的自动收回，要重新上报' : ''}。空缺的可以再投一次，也可以以后补选。</Text>
      <DayField label="哪天离开的" value={day} onChange={setDay} until={dayFromNow(0)} {...(held ? { from: held } : {})} />
      <TextField label="原因" value={reason} onChange={setReason} max={60} placeholder="例如：组织关系转出" />
    </Sheet>
  )
}
