/** 划去: the right to a ballot that was not used is struck, with a reason. */
import { useState } from 'react'
import type { BallotKind } from '../../types/contracts/codes-ballots'
import type { InputOf } from '../../types/contracts'
import { PeopleSheet } from '../components/people-sheet'
import { NumberSheet, type Pile } from '../components/piles'
import { ReasonSheet } from '../components/reason'
import { useAction } from './action'
import { useQuery } from './query'
import { said } from './say'
import type { Sensitive } from './sensitive'

type Whom = Pick<InputOf<'ballots.strike'>, 'memberId' | 'group' | 'slip' | 'number'>
interface Props { kind: BallotKind; id: string; pile: Pile; guard: Sensitive['guard']; onClose: () => void }

const usual: Partial<Record<Pile['entry'], string[]>> = { roster: ['已转出', '不参加这次评议'], slips: ['小票丢了', '小票被人拍了照'], list: ['学号被人冒用', '不在这个班'], pins: ['密码条丢了', '密码被人看到'] }

/** First whose, then why. It says nothing of who has voted: of a ballot that is in only that it cannot be struck. */
export function Strike({ kind, id, pile, guard, onClose }: Props) {
  const { entry, key } = pile
  const [whom, setWhom] = useState<{ said: string; input: Whom } | null>(null)
  const voters = useQuery('ballots.voters', entry === 'roster' ? { kind, id } : null)
  const strike = useAction('ballots.strike', { guard })
  const go = async (reason: string): Promise<void> => {
    if (!whom || !(await strike.run({ kind, id, ...whom.input, reason }))) return
    said('已划去')
    onClose()
  }
  if (whom) {
    return (
      <ReasonSheet
        open title={`划去${whom.said}？`} ok="划去" danger busy={strike.busy} usual={usual[entry] ?? []}
        text="划去以后，这张票不能再投，也不能恢复。已经投进票箱的，划不去。" onDone={(reason) => void go(reason)} onClose={onClose}
      />
    )
  }
  if (entry === 'roster') {
    const people = voters.data?.people.filter(({ struck }) => !struck) ?? null
    const choose = ([memberId]: string[]): void => { if (memberId) setWhom({ said: `${people?.find((one) => one.memberId === memberId)?.name ?? ''}同志的票`, input: { memberId } }) }
    return <PeopleSheet title="划去谁的票" people={people} failed={voters} chosen={[]} most={1} onDone={choose} onClose={onClose} />
  }
  const slips = entry === 'slips'
  return (
    <NumberSheet
      title={slips ? '划去哪一张小票' : '划去谁的票'} label={slips ? '小票上的编号' : '学号'} hint={slips ? '印在小票最下面' : '名单里的学号'} digits={slips ? 4 : 40} keyboard={slips ? 'number' : 'text'} ok="下一步" busy={false}
      onDone={(typed) => setWhom(slips ? { said: `编号${Number(typed)}的小票`, input: { group: key, slip: Number(typed) } } : { said: `学号${typed}的票`, input: { group: key, number: typed } })} onClose={onClose}
    />
  )
}
