import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import type { BallotKind } from '../../../../types/contracts/codes-ballots'
import type { InputOf } from '../../../../types/contracts'
import { EmptyState } from '../../../components/empty'
import { Page } from '../../../components/page'
import { useAction } from '../../../services/action'
import { param } from '../../../services/nav'
import { useQuery } from '../../../services/query'
import { CountForm } from './form'
import { Standing } from './standing'

/** 录入票数: a pile of paper ballots, counted by one person alone; two who agree make the count. */
export default function BallotsCountPage() {
  const { params } = useRouter()
  const pile = { kind: param(params, 'kind') as BallotKind, id: param(params, 'id'), group: param(params, 'group') }
  const counting = useQuery('ballots.counting', pile)
  const count = useAction('ballots.count')
  // Whoever has entered nothing begins at once; whoever has, decides to.
  const [again, setAgain] = useState(false)
  const data = counting.data
  const done = async (counts: InputOf<'ballots.count'>['counts']): Promise<void> => {
    if (!(await count.run({ ...pile, counts }))) return
    setAgain(false)
    await counting.reload()
  }
  if (data && !data.agreed && data.can.count && (again || !data.mine)) return <CountForm key={data.differs.join()} counting={{ ...data, statutory: pile.kind !== 'review' }} busy={count.busy} onDone={(counts) => void done(counts)} />
  if (data && (data.can.count || data.mine || data.agreed)) return <Standing counting={data} onAgain={() => setAgain(true)} onLook={() => void counting.reload()} />
  return <Page query={counting} skeleton="detail">{(found) => <EmptyState title={found.why.count ?? '现在不能录入'} />}</Page>
}
