import type { Vote } from '../../../../types/contracts/votes'
import { PeopleSheet } from '../../../components/people-sheet'
import { useQuery } from '../../../services/query'
import type { Sensitive } from '../../../services/sensitive'
import { useSetCounters } from '../../../services/set-counters'

interface Props { vote: Vote; guard: Sensitive['guard']; onDone: () => void; onClose: () => void }

/** Who counts: members of the branch with a vote, but those who are voted on. */
export function CountersSheet({ vote, guard, onDone, onClose }: Props) {
  const names = useQuery('roster.names', { organisationId: vote.organisationId })
  const set = useSetCounters({ kind: 'vote', id: vote.id, guard, onDone, onClose })
  const left = [...vote.subjects.map(({ key }) => key), ...vote.without.map(({ memberId }) => memberId)]
  const people = names.data ? names.data.items.filter(({ id }) => !left.includes(id)).map(({ id, name }) => ({ memberId: id, name })) : null
  return set.reason ?? <PeopleSheet title="监票人、计票人" people={people} failed={names} chosen={vote.counters.map(({ memberId }) => memberId)} none most={20} note="请选两位或更多。他们在自己的待办里看到“录入票数”。各人分别录入，一致才算。" busy={set.busy} onDone={set.save} onClose={onClose} />
}
