import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { signUpStates } from '../../../types/contracts/codes'
import type { ActivityLine } from '../../../types/contracts/activities'
import { Button } from '../../components/button'
import { Cell, List } from '../../components/cell'
import { EmptyState } from '../../components/empty'
import { Listed } from '../../components/listed'
import { Tag } from '../../components/tag'
import { ActivityTag } from '../../components/tag/activity'
import { rangeText } from '../../services/dates'
import { useList } from '../../services/list'
import { open } from '../../services/nav'
import css from './index.module.scss'

/** The branch's activities, the coming ones first; past ones on demand. */
export function Activities() {
  const [when, setWhen] = useState<'coming' | 'past'>('coming')
  const list = useList('activities.list', { when, limit: 20 })
  const other = when === 'coming' ? { text: '看以往的活动', to: 'past' as const } : { text: '看近期的活动', to: 'coming' as const }
  const empty = when === 'coming' ? '近期没有活动' : '还没有办过活动'
  return (
    <View>
      <Listed list={list} empty={<EmptyState title={empty} {...(when === 'coming' ? { hint: '有新活动会在这里，也会出现在待办里' } : {})} />}>
        <List title={when === 'coming' ? '近期活动' : '以往活动'}>
          {list.items.map((item) => <Row key={item.id} item={item} />)}
        </List>
      </Listed>
      {list.page !== null && !list.more ? <Button kind="quiet" text={other.text} onTap={() => setWhen(other.to)} /> : null}
    </View>
  )
}

function Row({ item }: { item: ActivityLine }) {
  const places = item.capacity === null ? `${item.going}人报名` : `${item.going}/${item.capacity}人`
  return (
    <Cell
      title={item.title}
      hint={
        <View>
          <View className={css.line}>{rangeText(item.startsAt, item.endsAt)}</View>
          <View className={css.line}>{item.place}</View>
          <View className={css.tags}>
            {item.mine !== 'none' && item.state !== 'cancelled' ? <Tag text={signUpStates[item.mine]} kind={item.mine === 'going' ? 'ok' : 'wait'} /> : null}
            <ActivityTag state={item.state} />
            {item.state === 'cancelled' ? null : <Text>{places}{item.waiting > 0 ? `，候补${item.waiting}人` : ''}</Text>}
          </View>
        </View>
      }
      onTap={() => open('/pages/activities/detail/index', { id: item.id })}
    />
  )
}
