import { useState } from 'react'
import { Text } from '@tarojs/components'
import { stepLabel, type ElectionStep } from '../../../../types/contracts/codes-ballots'
import type { Election } from '../../../../types/contracts/elections'
import { Button } from '../../../components/button'
import { Cell, List } from '../../../components/cell'
import { TextField } from '../../../components/field'
import { DayField } from '../../../components/field/date-time'
import { Sheet } from '../../../components/sheet'
import { Tag } from '../../../components/tag'
import { useAction } from '../../../services/action'
import { dayFromNow, dayText } from '../../../services/dates'
import { said } from '../../../services/say'
import { isPrepared } from '../words'
import css from '../index.module.scss'

/** What each step is, and what may be noted of it. */
const words: Record<ElectionStep, { what: string; note: string }> = {
  resolved: { what: '支委会开会研究换届，定时间、应选名额和候选人条件', note: '例如：会议记录第8次' },
  requested: { what: '向上级党组织写请示', note: '请示的文号或标题' },
  replied: { what: '上级党组织批复同意换届', note: '批复的文号' },
  nominated: { what: '组织党员酝酿推荐候选人', note: '例如：分三个党小组酝酿' },
  fixed: { what: '支委会按多数人的意见确定候选人预备人选', note: '会议的日期或记录' },
  examined: { what: '上级党组织审查同意候选人预备人选', note: '批复的文号' },
  method: { what: '支部党员大会通过选举办法，监票人、计票人也由大会通过', note: '例如：举手表决，全体通过' },
}

/** What a step is; a by-election is not called 换届. */
const whatOf = (step: ElectionStep, { occasion }: Pick<Election, 'occasion'>): string => (occasion === 'byElection' ? words[step].what.replace('换届', '补选') : words[step].what)

/** The procedure: every step with the day on which it was done. */
export function Steps({ election, onTap }: { election: Election; onTap: (step: ElectionStep) => void }) {
  const current = election.steps.find(({ day }) => day === null)?.step
  return (
    <List title={election.occasion === 'byElection' ? '补选的程序' : '换届的程序'} note={election.can.step ? '每办完一步，点一下登记日期。系统只登记和提醒，不代替会议和审批。' : ''}>
      {election.steps.map(({ step, day, note, byName }, n) => (
        <Cell
          key={step} title={`${n + 1}. ${stepLabel(step, election.occasion)}`} label={`第${n + 1}步，${stepLabel(step, election.occasion)}，${day ? `${dayText(day)}已办` : '还没有办'}`}
          hint={day ? [dayText(day), note, byName ? `${byName}登记` : ''].filter(Boolean).join(' · ') : whatOf(step, election)}
          value={day ? <Tag text="已办" kind="ok" /> : step === current ? <Tag text="当前" kind="wait" /> : <Tag text="之后" />}
          {...(election.can.step && (day === null || isPrepared(election)) ? { onTap: () => onTap(step) } : {})}
        />
      ))}
    </List>
  )
}

interface SheetProps { election: Election; step: ElectionStep; onDone: () => void; onClose: () => void }

/** The day on which a step was done; or takes back what was entered by mistake. */
export function StepSheet({ election, step, onDone, onClose }: SheetProps) {
  const was = election.steps.find((one) => one.step === step)
  const [day, setDay] = useState(was?.day ?? dayFromNow(0))
  const [note, setNote] = useState(was?.note ?? '')
  const enter = useAction('elections.step')
  const go = async (entered: string | null): Promise<void> => {
    if (!(await enter.run({ electionId: election.id, version: election.version, step, day: entered, ...(entered ? { note: note.trim() } : {}) }))) return
    said(entered ? '已登记' : '已撤回')
    onDone()
  }
  return (
    <Sheet
      open title={stepLabel(step, election.occasion)} onClose={onClose}
      footer={<>{was?.day ? <Button text="撤回登记" kind="danger" busy={enter.busy} onTap={() => void go(null)} /> : null}<Button text="登记" busy={enter.busy} onTap={() => void go(day)} /></>}
    >
      <Text className={css.lead}>{whatOf(step, election)}。</Text>
      <DayField label="哪一天办的" value={day} onChange={setDay} until={dayFromNow(0)} />
      <TextField label="备注" optional value={note} onChange={setNote} max={100} placeholder={words[step].note} />
    </Sheet>
  )
}
