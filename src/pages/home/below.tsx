import { Cell, List } from '../../components/cell'
import { whenText } from '../../services/dates'
import { open } from '../../services/nav'
import type { HomeData } from '../../services/session'

/** The organisations below an officer's own, each with its numbers. */
export function Below({ items }: { items: HomeData['below'] }) {
  const asOf = items.map((item) => item.asOf).filter((at): at is string => at !== null).sort()[0]
  return (
    <List title="下级组织" action={{ text: '全部', onTap: () => open('/pages/organisations/tree/index') }} {...(asOf ? { note: `数字截至${whenText(asOf)}` } : {})}>
      {items.length === 0 ? <Cell title="还没有下级组织" hint="点这里新建" onTap={() => open('/pages/organisations/tree/index')} /> : null}
      {items.map((item) => (
        <Cell key={item.id} title={item.name} hint={`党员${item.members}人，已加入${item.bound}人${item.activities ? ` · 近期活动${item.activities}个` : ''}`} onTap={() => open('/pages/organisations/tree/index', { id: item.id })} />
      ))}
    </List>
  )
}
