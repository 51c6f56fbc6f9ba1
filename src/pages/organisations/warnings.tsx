import { Cell, List } from '../../components/cell'
import { Tag } from '../../components/tag'
import { useQuery } from '../../services/query'

/** What the regulations say about an organisation as it is; nothing where all is well. */
export function Warnings({ organisationId }: { organisationId: string }) {
  const items = useQuery('organisations.warnings', { organisationId }).data?.items ?? []
  if (items.length === 0) return null
  return (
    <List title="请留意" note="系统只作提醒，怎样办由组织决定。">
      {items.map((item) => <Cell key={item.key} title={item.text} hint={item.basis} value={item.level === 'urgent' ? <Tag kind="urgent" text="要办" /> : <Tag kind="wait" text="留意" />} />)}
    </List>
  )
}
