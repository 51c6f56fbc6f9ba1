import { Text } from '@tarojs/components'
import { useState } from 'react'
import { exclusions, type Exclusion } from '../../../../types/contracts/codes-ballots'
import { Cell, List } from '../../../components/cell'
import { PeopleSheet } from '../../../components/people-sheet'
import { Sheet } from '../../../components/sheet'
import { useQuery } from '../../../services/query'
import css from '../index.module.scss'

interface Props { electionId: string; /** Left out already. */ out: string[]; onAdd: (memberId: string, name: string, why: Exclusion) => void; onClose: () => void }

/** Somebody who does not count among those expected, and for which of the permitted reasons. */
export function ExcludeSheet({ electionId, out, onAdd, onClose }: Props) {
  const electors = useQuery('elections.electors', { electionId })
  const [chosen, setChosen] = useState<string | null>(null)
  const people = electors.data?.people.filter(({ memberId, votes }) => votes && !out.includes(memberId)).map(({ memberId, name, note }) => ({ memberId, name, ...(note ? { hint: note } : {}) })) ?? null
  const person = people?.find(({ memberId }) => memberId === chosen)
  if (!person) return <PeopleSheet title="谁不计入应到人数" people={people} failed={electors} chosen={[]} most={1} onDone={([memberId]) => setChosen(memberId ?? null)} onClose={onClose} />
  return (
    <Sheet open title={`${person.name}：哪种情形`} onClose={onClose}>
      <Text className={css.lead}>只有这几种情形，经上级同意、大会通过，才不计入应到人数。</Text>
      <List>{(Object.keys(exclusions) as Exclusion[]).map((why) => <Cell key={why} title={exclusions[why]} onTap={() => onAdd(person.memberId, person.name, why)} />)}</List>
    </Sheet>
  )
}
