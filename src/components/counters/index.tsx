import { Cell, List } from '../cell'

interface Props {
  /** Who counts: 监票人、计票人; where nobody is named, those who lead. */
  counters: { memberId: string; name: string }[]
  /** Opens the choice; left out where nobody may be chosen any more. */
  onChoose?: () => void
  /** What else has to be said of them. */
  note?: string
  /** What is said where nobody is chosen. */
  empty?: string
}

/** Who counts the paper ballots. The choice itself is a PeopleSheet in the page's `over`. */
export function Counters({ counters, onChoose, note, empty = '没有指定时，由书记和支委录入；指定以后，只由指定的人录入，至少两位' }: Props) {
  return (
    <List title="监票人、计票人" note={note ?? '由他们分别录入，录得一致才算数。'} {...(onChoose ? { action: { text: counters.length > 0 ? '更换' : '指定', onTap: onChoose } } : {})}>
      {counters.length > 0 ? counters.map(({ memberId, name }) => <Cell key={memberId} title={name} />) : <Cell title="还没有指定" hint={empty} />}
    </List>
  )
}
