import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { useRouter } from '@tarojs/taro'
import type { OutputOf } from '../../../../types/contracts'
import { certificates } from '../../../../types/contracts/codes'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Cell, List } from '../../../components/cell'
import { FooterBar } from '../../../components/footer'
import { Page } from '../../../components/page'
import { Tag } from '../../../components/tag'
import { useAction } from '../../../services/action'
import { dayText } from '../../../services/dates'
import { open, param } from '../../../services/nav'
import { useQuery } from '../../../services/query'
import { copy, said } from '../../../services/say'
import { Items } from '../detail/parts'
import { EntrySheet, type Asking, type Entry } from '../entry-sheet'
import css from '../index.module.scss'

type Guest = OutputOf<'floating.guest'>

/** A member of another branch who is here for a while: what was taken part in, and what the home branch is told. */
export default function FloatingGuestPage() {
  const id = param(useRouter().params, 'id')
  const guest = useQuery('floating.guest', { guestId: id })
  const note = useAction('floating.noteGuest')
  const leave = useAction('floating.guestLeft')
  const [act, setAct] = useState<'note' | 'leave' | null>(null)
  const { data } = guest
  const since = data ? { from: data.since } : {}
  const asking: Asking | null = act === 'note'
    ? { title: '记一次组织生活', ok: '记下', day: '哪天参加的', ...since, text: { label: '参加了什么', placeholder: '如：主题党日', max: 100, needed: true, oneLine: true } }
    : act === 'leave' ? { title: '登记离开', lead: '离开后记录保留、不再改动。请先把参加组织生活的情况告诉对方支部。', ok: '登记离开', day: '哪天离开的', ...since, danger: true } : null
  const done = async ({ day, text }: Entry): Promise<void> => {
    const next = act === 'note' ? await note.run({ guestId: id, day, what: text }) : await leave.run({ guestId: id, day })
    if (!next) return
    said(act === 'note' ? '已记下' : '已登记离开')
    setAct(null)
    guest.put(next)
  }
  return (
    <Page
      query={guest} skeleton="detail" over={<EntrySheet asking={asking} busy={note.busy || leave.busy} onDone={(entry) => void done(entry)} onClose={() => setAct(null)} />}
      footer={data?.can.note ? <FooterBar><Button text="记一次组织生活" onTap={() => setAct('note')} /></FooterBar> : null}
    >
      {(found) => <Body guest={found} onLeave={() => setAct('leave')} />}
    </Page>
  )
}

function Body({ guest, onLeave }: { guest: Guest; onLeave: () => void }) {
  const paper = guest.certificate === 'none' ? '没有' : [certificates[guest.certificate], guest.certificateNumber].filter(Boolean).join(' ')
  return (
    <View>
      <Card>
        <View className={css.head}><Text className={css.name}>{guest.name}</Text>{guest.leftOn ? <Tag text="已离开" /> : <Tag text="流入" kind="info" />}</View>
        <View className={css.sub}>组织关系在{guest.home}</View>
      </Card>
      <List title="登记" {...(guest.can.change ? { action: { text: '修改', onTap: () => open('/pages/floating/guest-edit/index', { id: guest.id }) } } : {})} note="在这里参加组织生活，没有表决权，不评等次。">
        <Items items={[
          ['对方支部联系人', guest.homeContact], ['证明', paper], ['时间', `${dayText(guest.since)} 至 ${guest.leftOn ? dayText(guest.leftOn) : guest.until ? dayText(guest.until) : '未定'}`],
          ['参加支部活动', guest.takesPart ? '参加' : '不参加'],
        ]} />
      </List>
      <List title="参加组织生活">
        {guest.notes.length > 0 ? guest.notes.map((note) => <Cell key={note.id} title={note.what} hint={dayText(note.day)} />) : <Cell title="还没有记录" hint={guest.can.note ? '每次参加后记一笔，年底告诉对方支部' : ''} />}
      </List>
      <Card title="告诉对方支部"><Text className={css.said} userSelect>{guest.report}</Text></Card>
      <View className={css.buttons}>
        <Button kind="plain" text="复制这段话" onTap={() => void copy(guest.report, '已复制')} />
        {guest.can.leave ? <Button kind="danger" text="登记离开" onTap={onLeave} /> : null}
      </View>
    </View>
  )
}
