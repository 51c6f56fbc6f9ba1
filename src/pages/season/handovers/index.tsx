import { Text, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { Button } from '../../../components/button'
import { Cell, List } from '../../../components/cell'
import { EmptyState } from '../../../components/empty'
import { FooterBar } from '../../../components/footer'
import { ListEnd } from '../../../components/list-end'
import { Page } from '../../../components/page'
import { Tag } from '../../../components/tag'
import { dayText, splitInstant } from '../../../services/dates'
import { useList } from '../../../services/list'
import { open, param } from '../../../services/nav'
import { useSession } from '../../../services/session'
import { postsText, stateTags } from '../handover-words'
import css from '../index.module.scss'

/** Handovers of one organisation: what is under way, what was; the way to a new one. */
export default function HandoversPage() {
  const given = param(useRouter().params, 'id')
  const session = useSession()
  const organisationId = given || session?.me?.organisationId || ''
  const list = useList('handover.list', organisationId ? { organisationId, limit: 20 } : null)
  const footer = list.page?.can.start ? <FooterBar><Button text="开始交接" onTap={() => open('/pages/season/handover-new/index', { id: organisationId })} /></FooterBar> : null
  return (
    <Page query={{ data: list.page, error: list.error, loading: list.loading, reload: list.reload }} footer={footer}>
      {(page) => (
        <View>
          <Text className={css.lead}>{page.organisationName}</Text>
          {list.items.length > 0 ? (
            <List note="交接清单一直保留，本组织和上级都能查看。">
              {list.items.map((item) => (
                <Cell
                  key={item.id} title={`${item.giver}交${item.receiver}`} value={<Tag {...stateTags[item.state]} />}
                  hint={[postsText(item.posts), dayText(splitInstant(item.doneAt ?? item.startedAt).day), item.state === 'open' ? `${item.signed}方已签` : null].filter(Boolean).join(' · ')}
                  onTap={() => open('/pages/season/handover/index', { id: item.id })}
                />
              ))}
            </List>
          ) : list.loading ? null : (
            <EmptyState title="还没有交接过" hint={page.can.start ? '换人时，把材料、党费结存和没办完的事列清楚，三方签名后权限一并交接。' : '由担任职务的同志本人开始交接。'} />
          )}
          <ListEnd list={list} />
        </View>
      )}
    </Page>
  )
}
