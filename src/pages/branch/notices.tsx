import { Text, View } from '@tarojs/components'
import { Cell, List } from '../../components/cell'
import { DueTag } from '../../components/due-tag'
import { EmptyState } from '../../components/empty'
import { Listed } from '../../components/listed'
import { Tag } from '../../components/tag'
import type { NoticeLine } from '../../../types/contracts/notices'
import { agoText } from '../../services/dates'
import { useList } from '../../services/list'
import { open } from '../../services/nav'
import css from './index.module.scss'

/** The branch's notices, the latest first. */
export function Notices() {
  const list = useList('notices.list', { limit: 20 })
  return (
    <Listed list={list} empty={<EmptyState title="还没有通知" hint="支部发的通知会在这里，也会出现在待办里" />}>
      <List title="全部通知">
        {list.items.map((item) => <Row key={item.id} item={item} />)}
      </List>
    </Listed>
  )
}

function Row({ item }: { item: NoticeLine }) {
  return (
    <Cell
      title={item.title}
      hint={
        <View className={css.tags}>
          {item.withdrawn ? <Tag text="已撤回" /> : item.read ? <Tag text="已读" kind="ok" /> : <Tag text="未读" kind="wait" />}
          {item.due && !item.withdrawn ? <DueTag due={item.due} /> : null}
          <Text>{agoText(item.at)}{item.readCount !== null && item.total !== null ? ` · ${item.readCount}/${item.total}人已读` : ''}</Text>
        </View>
      }
      onTap={() => open('/pages/notices/detail/index', { id: item.id })}
    />
  )
}
