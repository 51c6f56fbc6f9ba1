import { Text, View } from '@tarojs/components'
import { personEventKinds } from '../../../../types/contracts/codes'
import { List } from '../../../components/cell'
import { EmptyState } from '../../../components/empty'
import { Listed } from '../../../components/listed'
import { dayText } from '../../../services/dates'
import { useList } from '../../../services/list'
import css from './index.module.scss'

/** What happened to a member or an applicant here, the newest first. */
export function Timeline({ id }: { id: string }) {
  const list = useList('dossier.timeline', id ? { memberId: id, limit: 20 } : null)
  return (
    <Listed list={list} empty={<EmptyState title="还没有经历记录" hint="以后在这里办理的事会自动记下来。" />}>
      <List title="经历">
        {list.items.map((event) => (
          <View key={event.id} className={css.line}>
            <Text className={css.text}>{event.text}</Text>
            <Text className={css.meta}>{[dayText(event.day), personEventKinds[event.kind], event.byName ? `${event.byName}登记` : '', event.corrects ? '更正' : ''].filter(Boolean).join(' · ')}</Text>
          </View>
        ))}
      </List>
    </Listed>
  )
}
