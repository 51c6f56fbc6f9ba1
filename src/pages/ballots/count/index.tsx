import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import type { BallotKind } from '../../../../types/contracts/codes-ballots'
import type { InputOf } from '../../../../types/contracts'
import { EmptyState } from '../../../components/empty'
import { Page } from '../../../components/page'
import { useAction } from '../../../services/action'
import { param } from '../../../services/nav'
import { usePiles } from '../../../services/piles'
import { useQuery } from '../../../services/query'
import { useSensitive } from '../../../services/sensitive'
import { ask } from '../../../services/say'
import { CountForm } from './form'
import { GiveSheet } from './given'
import { asPile, Standing } from './standing'

/** 录入票数: a pile of paper ballots, counted by one person alone; two who agree make the count. */
export default function BallotsCountPage() {
  const { params } = useRouter()
  const pile = { kind: param(params, 'kind') as BallotKind, id: param(params, 'id'), group: param(params, 'group') }
  const counting = useQuery('ballots.counting', pile)
  const count = useAction('ballots.count')
  // Whoever has entered nothing begins at once; whoever has, decides to.
  const [again, setAgain] = useState(false)
  const [giving, setGiving] = useState(false)
  const sensitive = useSensitive()
  const piles = usePiles(pile.kind, pile.id, 'closed', sensitive.guard)
  const data = counting.data
  const done = async (counts: InputOf<'ballots.count'>['counts']): Promise<void> => {
    if (!(await count.run({ ...pile, counts }))) return
    setAgain(false)
    await counting.reload()
  }
  const askAgain = async (): Promise<void> => {
    if (data?.agreed && !(await ask({ title: '两人已经一致，重新录入？', text: '录入的数和原来不一样，就不再一致，另一位同志也要重新录入。', ok: '重录' }))) return
    setAgain(true)
  }
  // Beside phones there may be no paper at all, and whoever takes one is entered first.
  if (data && data.can.count && (again || (!data.agreed && !data.mine && data.given === null))) return <CountForm key={data.differs.join()} counting={{ ...data, statutory: pile.kind !== 'review' }} busy={count.busy} onDone={(counts) => void done(counts)} />
  const told = data && (data.can.count || data.can.givePaper || data.mine || data.agreed || data.entered.length > 0 || data.can.check)
  if (told) {
    const sheet = giving ? <GiveSheet kind={pile.kind} id={pile.id} guard={sensitive.guard} onDone={() => { setGiving(false); void counting.reload() }} onClose={() => setGiving(false)} /> : null
    return <Standing counting={data} over={<>{sheet}{piles.sheet}{sensitive.sheet}</>} onAgain={() => void askAgain()} onLook={() => void counting.reload()} onGive={() => setGiving(true)} onCheck={(what) => piles.act(asPile(pile.group, data.groupName), what)} />
  }
  return <Page query={counting} skeleton="detail">{(found) => <EmptyState title={found.why.count ?? '现在不能录入'} />}</Page>
}
