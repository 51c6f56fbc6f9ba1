import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import type { OutputOf } from '../../../../types/contracts'
import type { Vote } from '../../../../types/contracts/votes'
import { Attendance, PresentCount } from '../../../components/attendance'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { TextField } from '../../../components/field'
import { FooterBar } from '../../../components/footer'
import { Page } from '../../../components/page'
import { reasonOf } from '../../../services/abilities'
import { useAction } from '../../../services/action'
import { back, param } from '../../../services/nav'
import { useQuery } from '../../../services/query'
import { said } from '../../../services/say'
import css from '../../../styles/ballots.module.scss'

type Electors = OutputOf<'votes.electors'>

/** Who is there: members are ticked by name; of a class it is said how many came. */
export default function VotePresentPage() {
  const id = param(useRouter().params, 'id')
  const vote = useQuery('votes.get', { voteId: id })
  const counted = vote.data?.kind === 'recommendation'
  const electors = useQuery('votes.electors', vote.data && !counted ? { voteId: id } : null)
  const { data } = vote
  if (data && counted) return <Count key={data.version} vote={data} />
  if (data && electors.data) return <Names key={data.version} vote={data} electors={electors.data} />
  const waiting = { data: null, error: vote.error ?? electors.error, loading: vote.loading || electors.loading, reload: async () => { await vote.reload(); await electors.reload() } }
  return <Page query={waiting}>{() => null}</Page>
}

/** Those counted before; at first those who have checked in at the meeting. */
function Names({ vote, electors }: { vote: Vote; electors: Electors }) {
  const { people, expected, needed } = electors
  const before = people.filter(({ votes, present }) => votes && present)
  const proposed = before.length > 0 ? before : people.filter(({ votes, checkedIn }) => votes && checkedIn)
  const [on, setOn] = useState<string[]>(proposed.map(({ memberId }) => memberId))
  const attend = useAction('votes.attend')
  const save = async (): Promise<void> => {
    if (!(await attend.run({ voteId: vote.id, version: vote.version, memberIds: on }))) return
    said('已登记')
    back()
  }
  const fromMeeting = before.length === 0 && proposed.length > 0
  return (
    <Page footer={<FooterBar><Button text={on.length > 0 ? `登记到会${on.length}人` : '登记到会'} disabled={on.length === 0} busy={attend.busy} reason={reasonOf(vote, 'attend')} onTap={() => void save()} /></FooterBar>}>
      <View>
        {fromMeeting ? <View className={css.lead}>会上签到的{proposed.length}位同志已经勾上，请核对。</View> : null}
        <Attendance people={people} expected={expected} needed={needed} on={on} onChange={setOn} right="表决权" />
      </View>
    </Page>
  )
}

/** 推优 by a class: nobody's name is kept, only how many came. */
function Count({ vote }: { vote: Vote }) {
  const [typed, setTyped] = useState(vote.present ? String(vote.present) : '')
  const attend = useAction('votes.attend')
  const n = Number(typed) || 0
  const expected = vote.expected ?? 0
  const tooMany = expected > 0 && n > expected ? `应到${expected}人，实到不能比应到多。应到人数在“表决设置”里改` : null
  const save = async (): Promise<void> => {
    if (!(await attend.run({ voteId: vote.id, version: vote.version, presentCount: n }))) return
    said('已登记')
    back()
  }
  return (
    <Page footer={<FooterBar><Button text="登记到会" disabled={n === 0 || tooMany !== null} busy={attend.busy} reason={reasonOf(vote, 'attend')} onTap={() => void save()} /></FooterBar>}>
      <View>
        <PresentCount expected={expected} present={n} needed={vote.presentShare?.needed ?? null} />
        <Card><TextField label="实到多少人" keyboard="number" value={typed} onChange={setTyped} max={4} error={tooMany} hint="当场点数。只记人数，不记名字；收到的票不会多于实到人数" /></Card>
      </View>
    </Page>
  )
}
