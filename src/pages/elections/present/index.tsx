import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import type { OutputOf } from '../../../../types/contracts'
import { exclusions } from '../../../../types/contracts/codes-ballots'
import type { Election } from '../../../../types/contracts/elections'
import { Attendance } from '../../../components/attendance'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Cell, List } from '../../../components/cell'
import { ChoiceField } from '../../../components/field'
import { DayField } from '../../../components/field/date-time'
import { FooterBar } from '../../../components/footer'
import { Page } from '../../../components/page'
import { reasonOf } from '../../../services/abilities'
import { useAction } from '../../../services/action'
import { dayFromNow } from '../../../services/dates'
import { useMeetings } from '../../../services/meetings'
import { back, param } from '../../../services/nav'
import { useQuery } from '../../../services/query'
import { said } from '../../../services/say'
import { quorumText } from '../words'
import css from '../index.module.scss'

type Electors = OutputOf<'elections.electors'>

/** Who of the electors is there: so many have to be, or nobody may be elected. */
export default function ElectionPresentPage() {
  const id = param(useRouter().params, 'id')
  const election = useQuery('elections.get', { electionId: id })
  const electors = useQuery('elections.electors', { electionId: id })
  const meetings = useMeetings()
  if (election.data && electors.data) return <Names key={election.data.version} election={election.data} electors={electors.data} meetings={meetings} />
  const waiting = { data: null, error: election.error ?? electors.error, loading: election.loading || electors.loading, reload: async () => { await Promise.all([election.reload(), electors.reload()]) } }
  return <Page query={waiting}>{() => null}</Page>
}

type Meetings = ReturnType<typeof useMeetings>

/** Those counted before; at first those who have checked in at the meeting. */
function Names({ election, electors, meetings }: { election: Election; electors: Electors; meetings: Meetings }) {
  const [meetingId, setMeetingId] = useState(election.meetingId)
  const other = useQuery('elections.electors', meetingId && meetingId !== election.meetingId ? { electionId: election.id, meetingId } : null)
  const { expected, quorum } = electors
  const people = meetingId === null ? electors.people.map((one) => ({ ...one, checkedIn: false })) : (other.data ?? electors).people
  const counted = people.filter(({ excluded }) => excluded === null)
  const out = people.filter(({ excluded }) => excluded !== null)
  const before = counted.filter(({ votes, present }) => votes && present).map(({ memberId }) => memberId)
  const proposed = counted.filter(({ votes, checkedIn }) => votes && checkedIn).map(({ memberId }) => memberId)
  // Nothing that somebody has ticked is lost by choosing a meeting.
  const [ticked, setTicked] = useState<string[] | null>(before.length > 0 ? before : null)
  const on = ticked ?? proposed
  const [day, setDay] = useState<string | null>(null)
  const replied = election.steps.find(({ step }) => step === 'replied')?.day ?? '1930-01-01'
  const attend = useAction('elections.attend')
  const save = async (): Promise<void> => {
    if (!(await attend.run({ electionId: election.id, version: election.version, memberIds: on, meetingId, ...(day ? { day } : {}) }))) return
    said('已登记')
    back()
  }
  return (
    <Page footer={<FooterBar><Button text={on.length > 0 ? `登记到会${on.length}人` : '登记到会'} disabled={on.length === 0} busy={attend.busy} reason={reasonOf(election, 'attend')} onTap={() => void save()} /></FooterBar>}>
      <View>
        <View className={css.lead}>{quorumText(expected, quorum)}。不能委托别人投票，只点当场到会的同志。</View>
        {election.manner === 'paper' || meetings.length > 0 ? (
          <Card>
            {meetings.length > 0 ? <ChoiceField label="在哪次会上" options={[{ key: '', text: '不选，逐个勾' }, ...meetings]} value={meetingId ?? ''} onChange={(key) => setMeetingId(key || null)} optional hint="选了，会上签到的同志会自动勾为到会" /> : null}
            {election.manner === 'paper' ? <DayField label="大会是哪天开的" value={day ?? election.heldOn ?? dayFromNow(0)} onChange={setDay} from={replied} until={dayFromNow(0)} hint="会后补录的，写实际开会的那一天" /> : null}
          </Card>
        ) : null}
        {ticked === null && proposed.length > 0 ? <View className={css.lead}>会上签到的{proposed.length}位同志已经勾上，请核对。</View> : null}
        <Attendance people={counted} expected={expected} needed={quorum} on={on} onChange={setTicked} right="选举权" act="选举" />
        {out.length > 0 ? <List title={`不计入应到的同志（${out.length}人）`} note="到了会就要计入应到，请先在设置里去掉。">{out.map(({ memberId, name, excluded }) => <Cell key={memberId} title={name} hint={excluded ? exclusions[excluded] : null} />)}</List> : null}
      </View>
    </Page>
  )
}
