import { Cell } from '../../../components/cell'
import { Check } from '../../../components/check'
import { Tag } from '../../../components/tag'
import { aboutText, type Person } from './lists'

interface Props {
  person: Person
  /** Set while names are being ticked. */
  ticked?: boolean
  onTap: (person: Person) => void
}

/** One person: opens their sheet, or is ticked. */
export function PersonRow({ person, ticked, onTap }: Props) {
  const done = person.checkedInAt !== null
  const state = done ? <Tag text="已签到" kind="ok" /> : person.state === 'waiting' && person.position !== null ? <Tag text={`第${person.position}位`} kind="wait" /> : null
  const ticking = ticked !== undefined
  return (
    <Cell
      title={person.name} hint={aboutText(person) || undefined} value={state}
      before={ticking ? <Check on={ticked || done} disabled={done} /> : undefined}
      disabled={ticking && done} noArrow={ticking} onTap={() => onTap(person)}
      {...(ticking ? { role: 'checkbox' as const, checked: ticked || done, label: `${person.name}${done ? '，已签到' : ''}` } : {})}
    />
  )
}
