import { Cell, List } from '../../../components/cell'
import { Button } from '../../../components/button'
import { leaverStates, type LeaverState } from '../../../../types/contracts/codes-season'
import { useList } from '../../../services/list'
import { open } from '../../../services/nav'

/** Branches below with how far they are. */
export function Below({ organisationId, year }: { organisationId: string; year: number }) {
  const list = useList('graduation.below', { organisationId, year, limit: 20 })
  const words = (counts: Partial<Record<LeaverState, number>>): string => (Object.keys(leaverStates) as LeaverState[]).filter((state) => (counts[state] ?? 0) > 0).map((state) => `${leaverStates[state]}${counts[state] ?? 0}`).join(' · ')
  if (list.items.length === 0) return null
  return (
    <>
      <List title="下级支部">
        {list.items.map((branch) => <Cell key={branch.id} title={branch.name} hint={branch.all > 0 ? words(branch.counts) : '还没有名单'} value={branch.all > 0 ? `${branch.all}人` : null} onTap={() => open('/pages/season/graduation/index', { id: branch.id })} />)}
      </List>
      {list.more ? <Button kind="quiet" text="显示更多" busy={list.loading} onTap={() => void list.loadMore()} /> : null}
    </>
  )
}
