import { View } from '@tarojs/components'
import { voteOutcomes, type VoteOutcome } from '../../../../types/contracts/codes-ballots'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Cell, List } from '../../../components/cell'
import { Check } from '../../../components/check'
import { ChoiceField } from '../../../components/field'
import { DayField } from '../../../components/field/date-time'
import { dayFromNow } from '../../../services/dates'
import { MONTHS, onPhones, type Draft } from './draft'

interface Props { draft: Draft; onChange: (draft: Draft) => void }

const outcomeHints: Record<VoteOutcome, string> = { onTime: '预备期满才能讨论', longer: '预备期满才能讨论；只能延长一次，半年到一年', ended: '不用等到预备期满' }
const monthText = (n: number): string => (n === 6 ? '半年（6个月）' : n === 12 ? '一年（12个月）' : `${n}个月`)

/** What is decided of somebody whose probation ends: the words of the vote follow from it. */
export function OutcomeFields({ draft, onChange }: Props) {
  const set = (part: Partial<Draft>): void => onChange({ ...draft, ...part })
  const keys = Object.keys(voteOutcomes) as VoteOutcome[]
  return (
    <View>
      <List title="表决什么">
        {keys.map((key) => <Cell key={key} title={voteOutcomes[key]} hint={outcomeHints[key]} before={<Check on={draft.outcome === key} />} role="radio" checked={draft.outcome === key} noArrow onTap={() => set({ outcome: key })} />)}
      </List>
      {draft.outcome === 'longer' ? <Card><ChoiceField label="延长多久" options={MONTHS.map((n) => ({ key: String(n), text: monthText(n) }))} value={String(draft.months)} onChange={(n) => set({ months: Number(n) })} /></Card> : null}
    </View>
  )
}

/** What has been done before the assembly discusses it, and when. */
export function BeforeFields({ draft, onChange }: Props) {
  const set = (part: Partial<Draft>): void => onChange({ ...draft, ...part })
  return (
    <Card title="开会以前">
      <DayField label="支委会哪天审查的" value={draft.examinedOn} onChange={(examinedOn) => set({ examinedOn })} until={dayFromNow(0)} optional hint={draft.kind === 'admission' ? '支委会集体讨论，认为合格' : '听取党小组、党员和群众意见以后'} />
      {draft.kind === 'admission' ? <DayField label="上级党委哪天预审的" value={draft.preReviewedOn} onChange={(preReviewedOn) => set({ preReviewedOn })} until={dayFromNow(0)} optional hint="预审以后一个月内开支部大会" /> : null}
    </Card>
  )
}

/** The day of the assembly, where it is neither today nor the meeting's: nobody votes on a phone afterwards. */
export function HeldField({ draft, onChange }: Props) {
  if (onPhones(draft)) return null
  const { heldOn, meetingId } = draft
  const usual = meetingId ? '上面那次会的日期' : '开始表决那天'
  return (
    <Card>
      <DayField label="开会的日期" value={heldOn} onChange={(day) => onChange({ ...draft, heldOn: day })} until={dayFromNow(0)} placeholder={usual} optional hint={`会已经开过、现在补录的，选开会那天。不选，就是${usual}。${draft.kind === 'admission' ? '入党时间从开会那天算起' : ''}`} />
      {heldOn ? <Button text="不选，按平常算" kind="plain" small onTap={() => onChange({ ...draft, heldOn: '' })} /> : null}
    </Card>
  )
}
