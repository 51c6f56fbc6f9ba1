import { useState } from 'react'
import type { BallotKind } from '../../../../types/contracts/codes-ballots'
import { Cell, List } from '../../../components/cell'
import { PeopleSheet } from '../../../components/people-sheet'
import { useAction } from '../../../services/action'
import { useQuery } from '../../../services/query'
import { said } from '../../../services/say'
import type { Sensitive } from '../../../services/sensitive'
import type { Counting } from './pile'

/** To whom papers were given of those who would vote on phones. */
export function Given({ counting: { given, can }, onGive }: { counting: Counting; onGive: () => void }) {
  if (given === null) return null
  return (
    <List title={`领了纸质票的同志（${given.length}人）`} {...(can.check ? {} : { note: '没有加入、换了微信的，或者想用纸质票的，按姓名发一张。发了纸质票，手机上的票就划去，一人只有一张。' })} {...(can.givePaper ? { action: { text: '发纸质票', onTap: onGive } } : {})}>
      {given.length > 0 ? given.map((name) => <Cell key={name} title={name} />) : <Cell title="还没有人领纸质票" hint="没有发过，就不用录入" />}
    </List>
  )
}

interface Props { kind: BallotKind; id: string; guard: Sensitive['guard']; onDone: () => void; onClose: () => void }

/** Whom a paper is given now: those who have neither voted nor taken one. */
export function GiveSheet({ kind, id, guard, onDone, onClose }: Props) {
  const voters = useQuery('ballots.voters', { kind, id })
  const give = useAction('ballots.givePaper', { guard })
  const [busy, setBusy] = useState(false)
  const go = async (memberIds: string[]): Promise<void> => {
    setBusy(true)
    // One after the other: where one has voted already, the others still get theirs.
    let n = 0
    for (const memberId of memberIds) if (await give.run({ kind, id, memberId })) n++
    setBusy(false)
    if (n > 0) said(`已发${n}张`)
    onDone()
  }
  const people = voters.data ? voters.data.people.filter(({ struck }) => !struck) : null
  return <PeopleSheet title="发纸质票" people={people} failed={voters} chosen={[]} note="发了以后，这位同志手机上的票就划去，不能恢复。已经用手机投了的，不能再发。" busy={busy} onDone={(ids) => void go(ids)} onClose={onClose} />
}
