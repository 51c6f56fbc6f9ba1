import { Text, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { posts as postLabels } from '../../../../types/contracts/codes'
import type { PostHeld } from '../../../../types/contracts/organisations'
import { Button } from '../../../components/button'
import { Cell, List } from '../../../components/cell'
import { EmptyState } from '../../../components/empty'
import { FooterBar } from '../../../components/footer'
import { Page } from '../../../components/page'
import { Tag, type TagKind } from '../../../components/tag'
import { offered, reasonOf } from '../../../services/abilities'
import { dayFromNow, dayText } from '../../../services/dates'
import { open, param } from '../../../services/nav'
import { useQuery } from '../../../services/query'
import { useSession } from '../../../services/session'
import { AppointSheet } from './appoint'
import { Warnings } from '../warnings'
import { HeldSheet } from './held'
import css from '../index.module.scss'

export const states: Record<PostHeld['state'], { text: string; kind: TagKind }> = {
  active: { text: '在任', kind: 'ok' },
  pending: { text: '待确认', kind: 'wait' },
  unbound: { text: '本人未加入', kind: 'info' },
  ended: { text: '已不在任', kind: 'past' },
}

/** Who holds which post in an organisation: appointed, confirmed, relieved. */
export default function OrganisationPostsPage() {
  const given = param(useRouter().params, 'id')
  const session = useSession()
  const organisationId = given || session?.me?.organisationId || ''
  const list = useQuery('posts.list', organisationId ? { organisationId } : null)
  const organisation = useQuery('organisations.get', organisationId ? { organisationId } : null)
  const [held, setHeld] = useState<PostHeld | null>(null)
  const [appointing, setAppointing] = useState(false)
  const above = organisation.data
  const footer = above && offered(above, 'appoint') ? <FooterBar><Button text="任命" reason={reasonOf(above, 'appoint')} onTap={() => setAppointing(true)} /></FooterBar> : null
  const reload = (): void => void list.reload()

  return (
    <Page
      query={list} footer={footer}
      over={<><HeldSheet post={held} onClose={() => setHeld(null)} onDone={reload} />{above ? <AppointSheet organisation={above} open={appointing} onClose={() => setAppointing(false)} onDone={reload} /> : null}</>}
    >
      {({ items }) => {
        const now = items.filter((item) => item.state !== 'ended')
        const past = items.filter((item) => item.state === 'ended')
        return (
          <View>
            {above ? <Text className={css.lead}>{above.name}</Text> : null}
            {organisationId ? <Warnings organisationId={organisationId} /> : null}
            {now.length === 0 ? <EmptyState title="还没有任命职务" /> : <List title="现任" note="担任职务的同志要先在微信上加入，再由另一位负责人确认是本人，权限才生效。">{now.map((item) => <Row key={item.id} item={item} onTap={() => setHeld(item)} />)}</List>}
            {organisationId ? <List><Cell title="工作交接" hint="换人时列清单，三方签名，权限一并交接" onTap={() => open('/pages/season/handovers/index', { id: organisationId })} /></List> : null}
            {past.length > 0 ? <List title="已不在任" note="任期已满，或已离开所在的党小组，权限已停。请免去后重新任命。">{past.map((item) => <Row key={item.id} item={item} onTap={() => setHeld(item)} />)}</List> : null}
          </View>
        )
      }}
    </Page>
  )
}

function Row({ item, onTap }: { item: PostHeld; onTap?: () => void }) {
  const term = item.state === 'ended' ? `${dayText(item.since)}${item.until ? ` 至 ${dayText(item.until)}` : ''}` : `${dayText(item.since)}起${item.until ? `，任期至${dayText(item.until)}${item.until < dayFromNow(0) ? '，已届满' : ''}` : ''}`
  return <Cell title={`${item.acting ? '代理' : ''}${postLabels[item.post]} ${item.memberName}`} hint={term} value={<Tag {...states[item.state]} />} {...(onTap ? { onTap } : {})} />
}
