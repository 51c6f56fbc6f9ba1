import { Cell, List } from '../../../components/cell'
import { EmptyState } from '../../../components/empty'
import { ListEnd } from '../../../components/list-end'
import { Page } from '../../../components/page'
import { agoText, rangeText } from '../../../services/dates'
import { useList } from '../../../services/list'
import { open } from '../../../services/nav'
import { useQuery } from '../../../services/query'

export interface Target { kind: 'activity' | 'notice'; id: string }

/** Which activity or notice the chain belongs to, where the page was opened without one. */
export function ChooseTarget({ onChoose }: { onChoose: (target: Target) => void }) {
  const coming = useQuery('activities.list', { when: 'coming', limit: 20 })
  const notices = useList('notices.list', { limit: 20 })
  const both = { data: coming.data && notices.page, error: coming.error ?? notices.error, loading: coming.loading || notices.loading, reload: async () => { await Promise.all([coming.reload(), notices.reload()]) } }
  const activities = (coming.data?.items ?? []).filter((item) => item.state !== 'cancelled')
  const posted = notices.items.filter((item) => !item.withdrawn)
  return (
    <Page query={both}>
      {() => (activities.length === 0 && posted.length === 0 ? (
        <EmptyState title="还没有可登记的活动或通知" hint="先发一个活动或通知，再把群里的接龙登记进来。" action={{ text: '组织活动', onTap: () => open('/pages/activities/edit/index') }} />
      ) : (
        <>
          {activities.length > 0 ? <List title="接龙是报哪个活动的？">{activities.map((item) => <Cell key={item.id} title={item.title} hint={`${rangeText(item.startsAt, item.endsAt)} · ${item.place}`} onTap={() => onChoose({ kind: 'activity', id: item.id })} />)}</List> : null}
          {posted.length > 0 ? <List title={activities.length > 0 ? '还是回复哪条通知的？' : '接龙是回复哪条通知的？'}>{posted.map((item) => <Cell key={item.id} title={item.title} hint={`${agoText(item.at)}发布`} onTap={() => onChoose({ kind: 'notice', id: item.id })} />)}</List> : null}
          <ListEnd list={notices} />
        </>
      ))}
    </Page>
  )
}
