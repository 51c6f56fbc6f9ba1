import { Text } from '@tarojs/components'
import { useState } from 'react'
import type { OutputOf } from '../../../../types/contracts'
import { Button } from '../../../components/button'
import { ChoiceField, TextField } from '../../../components/field'
import { DayField } from '../../../components/field/date-time'
import { Sheet } from '../../../components/sheet'
import { dayFromNow } from '../../../services/dates'
import css from '../parts/index.module.scss'

type Applicant = OutputOf<'applicants.get'>
interface Props { applicant: Applicant; busy: boolean; onDone: (on: string, more: string) => void; onClose: () => void }

/** The outcome of the branch's meeting: the day, and who helps from now on. */
export function AdvanceSheet({ applicant, busy, onDone, onClose }: Props) {
  const toActivist = applicant.stage === 'applicant'
  const [on, setOn] = useState('')
  const [names, setNames] = useState((toActivist ? applicant.mentors : applicant.sponsors ?? applicant.mentors) ?? '')
  const [missing, setMissing] = useState(false)
  const go = (): void => (on ? onDone(on, names.trim()) : setMissing(true))
  return (
    <Sheet open title={toActivist ? '确定为入党积极分子' : '列为发展对象'} onClose={onClose} footer={<><Button text="先不办" kind="plain" onTap={onClose} /><Button text="登记" busy={busy} onTap={go} /></>}>
      <DayField label={toActivist ? '确定日期' : '列为发展对象的日期'} value={on} onChange={(day) => { setOn(day); setMissing(false) }} until={dayFromNow(0)} error={missing ? '请选择日期' : null} hint={toActivist ? '支委会（支部大会）研究决定的日期' : '上级党委同意、公示结束后列为发展对象的日期'} />
      <TextField label={toActivist ? '培养联系人' : '入党介绍人'} value={names} onChange={setNames} max={60} optional placeholder="两位之间用顿号" />
    </Sheet>
  )
}

/** The assembly has admitted the prospect: on the day of the vote, where it was held here. */
export function AdmitSheet({ applicant, busy, onDone, onClose }: Props) {
  const [on, setOn] = useState(applicant.admittedOn ?? '')
  const [groupId, setGroupId] = useState('')
  const [missing, setMissing] = useState(false)
  const go = (): void => (on ? onDone(on, groupId) : setMissing(true))
  return (
    <Sheet open title="登记为预备党员" onClose={onClose} footer={<><Button text="先不办" kind="plain" onTap={onClose} /><Button text="转入名册" busy={busy} onTap={go} /></>}>
      <Text className={css.lead}>{applicant.name}从申请人名单转入花名册，材料和经历一起带过去。请在上级党委审批后登记。</Text>
      <DayField label="支部大会通过的日期" value={on} onChange={(day) => { setOn(day); setMissing(false) }} until={dayFromNow(0)} error={missing ? '请选择日期' : null} hint={applicant.admittedOn ? '已按表决时的开会日期填好，请核对。入党时间从这一天算起' : '入党时间从这一天算起'} />
      {applicant.groups.length > 0 ? <ChoiceField label="党小组" options={[{ key: '', text: '先不编组' }, ...applicant.groups.map(({ id, name }) => ({ key: id, text: name }))]} value={groupId} onChange={setGroupId} optional /> : null}
    </Sheet>
  )
}
