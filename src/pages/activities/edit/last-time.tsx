import { Text } from '@tarojs/components'
import type { ActivityLine } from '../../../../types/contracts/activities'
import { Cell, List } from '../../../components/cell'
import { EmptyState } from '../../../components/empty'
import { Failed } from '../../../components/page'
import { Skeleton } from '../../../components/page/skeleton'
import { Sheet } from '../../../components/sheet'
import type { Query } from '../../../services/query'
import { rangeText } from '../../../services/dates'
import css from './index.module.scss'

interface Props { open: boolean; past: Pick<Query<{ items: ActivityLine[] }>, 'data' | 'error' | 'loading' | 'reload'>; onChoose: (activity: ActivityLine) => void; onClose: () => void }

/** Which former activity's arrangement is taken over. */
export function LastTimeSheet({ open, past, onChoose, onClose }: Props) {
  return (
    <Sheet open={open} title="复制上次的安排" onClose={onClose}>
      <Text className={css.note}>只复制地点、钟点、名额和截止时间，名称和说明请按这次的内容写。</Text>
      {past.data ? <Choices items={past.data.items} onChoose={onChoose} /> : past.error && !past.loading ? <Failed error={past.error} reload={past.reload} /> : <Skeleton kind="list" />}
    </Sheet>
  )
}

function Choices({ items, onChoose }: { items: ActivityLine[]; onChoose: (activity: ActivityLine) => void }) {
  if (items.length === 0) return <EmptyState title="还没有办过活动" hint="这次办完，下次就可以复制了。" />
  return (
    <List>
      {items.map((item) => (
        <Cell key={item.id} title={item.title} hint={`${rangeText(item.startsAt, item.endsAt)} · ${item.place} · ${item.capacity === null ? '不限名额' : `${item.capacity}人`}`} noArrow onTap={() => onChoose(item)} />
      ))}
    </List>
  )
}
