import { useState } from 'react'
import type { Vote } from '../../../../types/contracts/votes'
import { PeopleSheet } from '../../../components/people-sheet'
import { ReasonSheet } from '../../../components/reason'
import { useAction } from '../../../services/action'
import { useQuery } from '../../../services/query'
import type { Sensitive } from '../../../services/sensitive'

interface Props { vote: Vote; guard: Sensitive['guard']; onDone: () => void; onClose: () => void }

/** Who counts: members of the branch with a vote, but those who are voted on. Whoever is replaced once somebody has counted is so with a reason. */
export function CountersSheet({ vote, guard, onDone, onClose }: Props) {
  const names = useQuery('roster.names', { organisationId: vote.organisationId })
  const [asks, setAsks] = useState(false)
  const [chosen, setChosen] = useState(vote.counters.map(({ memberId }) => memberId))
  const set = useAction('ballots.setCounters', { guard, onError: ({ code }) => { setAsks(code === 'counterReason'); return code === 'counterReason' } })
  const save = async (memberIds: string[], reason?: string): Promise<void> => {
    setChosen(memberIds)
    if (await set.run({ kind: 'vote', id: vote.id, memberIds, ...(reason ? { reason } : {}) })) onDone()
  }
  const left = [...vote.subjects.map(({ key }) => key), ...vote.without.map(({ memberId }) => memberId)]
  const people = names.data ? names.data.items.filter(({ id }) => !left.includes(id)).map(({ id, name }) => ({ memberId: id, name })) : null
  if (asks) {
    return (
      <ReasonSheet
        open title="换下监票人、计票人" ok="更换" busy={set.busy} usual={['临时有事离会', '点错了人']} text="已经有人录入票数。写明原因，会显示在这次表决里。"
        onDone={(reason) => void save(chosen, reason)} onClose={onClose}
      />
    )
  }
  return <PeopleSheet title="监票人、计票人" people={people} failed={names} chosen={chosen} none most={20} note="请选两位或更多。他们在自己的待办里看到“录入票数”。各人分别录入，一致才算。" busy={set.busy} onDone={(memberIds) => void save(memberIds)} onClose={onClose} />
}
