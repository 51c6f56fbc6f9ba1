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

type Former = Pick<Query<{ items: ActivityLine[] }>, 'data' | 'error' | 'loading' | 'reload'>
/** The branch's activities, those that are over and those to come. */
interface Props { open: boolean; former: Former[]; onChoose: (activity: ActivityLine) => void; onClose: () => void }

/** Which former activity's arrangement is taken over; the latest stands first. */
export function LastTimeSheet({ open, former, onChoose, onClose }: Props) {
  const failed = former.find((query) => query.error && !query.loading)
  const items = former.flatMap((query) => query.data?.items ?? []).filter((item) => item.state !== 'cancelled').sort((a, b) => (a.startsAt < b.startsAt ? 1 : -1))
  return (
    <Sheet open={open} title="复制上次的安排" onClose={onClose}>
      <Text className={css.note}>只复制地点、钟点、名额和截止时间，名称和说明请按这次的内容写。</Text>
      {former.every((query) => query.data) ? <Choices items={items} onChoose={onChoose} /> : failed?.error ? <Failed error={failed.error} reload={failed.reload} /> : <Skeleton kind="list" />}
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
