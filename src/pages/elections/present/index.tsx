import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import type { OutputOf } from '../../../../types/contracts'
import { exclusions } from '../../../../types/contracts/codes-ballots'
import type { Election } from '../../../../types/contracts/elections'
import { Attendance } from '../../../components/attendance'
import { Button } from '../../../components/button'
import { Cell, List } from '../../../components/cell'
import { FooterBar } from '../../../components/footer'
import { Page } from '../../../components/page'
import { reasonOf } from '../../../services/abilities'
import { useAction } from '../../../services/action'
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
  if (election.data && electors.data) return <Names key={election.data.version} election={election.data} electors={electors.data} />
  const waiting = { data: null, error: election.error ?? electors.error, loading: election.loading || electors.loading, reload: async () => { await Promise.all([election.reload(), electors.reload()]) } }
  return <Page query={waiting}>{() => null}</Page>
}

function Names({ election, electors }: { election: Election; electors: Electors }) {
  const { people, expected, quorum } = electors
  const counted = people.filter(({ excluded }) => excluded === null)
  const out = people.filter(({ excluded }) => excluded !== null)
  const [on, setOn] = useState<string[]>(counted.filter(({ votes, present }) => votes && present).map(({ memberId }) => memberId))
  const attend = useAction('elections.attend')
  const save = async (): Promise<void> => {
    if (!(await attend.run({ electionId: election.id, version: election.version, memberIds: on }))) return
    said('已登记')
    back()
  }
  return (
    <Page footer={<FooterBar><Button text={on.length > 0 ? `登记到会${on.length}人` : '登记到会'} disabled={on.length === 0} busy={attend.busy} reason={reasonOf(election, 'attend')} onTap={() => void save()} /></FooterBar>}>
      <View>
        <View className={css.lead}>{quorumText(expected, quorum)}。不能委托别人投票，只点当场到会的同志。</View>
        <Attendance people={counted} expected={expected} needed={quorum} on={on} onChange={setOn} right="选举权" act="选举" />
        {out.length > 0 ? <List title={`不计入应到的同志（${out.length}人）`} note="到了会就要计入应到，请先在设置里去掉。">{out.map(({ memberId, name, excluded }) => <Cell key={memberId} title={name} hint={excluded ? exclusions[excluded] : null} />)}</List> : null}
      </View>
    </Page>
  )
}
