import { Text, View } from '@tarojs/components'
import type { OutputOf } from '../../../../types/contracts'
import { posts as postLabels, standings } from '../../../../types/contracts/codes'
import { Cell } from '../../../components/cell'
import { Check } from '../../../components/check'
import { Tag } from '../../../components/tag'
import { open } from '../../../services/nav'
import css from './index.module.scss'

type Line = OutputOf<'roster.list'>['items'][number]
interface Props { person: Line; archived: boolean; /** Whether the person is chosen; null while nobody is being chosen. */ picked: boolean | null; onPick: () => void }

/** One person of the list: opens the record, or is chosen. */
export function Row({ person, archived, picked, onPick }: Props) {
  const posts = person.posts.map((post) => postLabels[post]).join('、')
  const hint = [posts, person.groupName, person.phoneMasked].filter(Boolean).join(' · ')
  const choosing = picked !== null
  return (
    <Cell
      title={<View className={css.name}><Text>{person.name}</Text><Tag text={standings[person.standing]} kind={person.standing === 'full' ? 'past' : 'info'} />{person.incomplete && !archived ? <Tag text="资料不全" kind="wait" /> : null}</View>}
      hint={hint || null}
      value={person.bound || archived ? null : <Tag text="未加入" kind="urgent" />}
      label={[person.name, standings[person.standing], hint, person.bound || archived ? '' : '未加入', person.incomplete ? '资料不全' : ''].filter(Boolean).join('，')}
      {...(choosing ? { before: <Check on={picked} />, role: 'checkbox' as const, checked: picked, noArrow: true } : {})}
      onTap={choosing ? onPick : () => open('/pages/roster/person/index', { id: person.id })}
    />
  )
}
