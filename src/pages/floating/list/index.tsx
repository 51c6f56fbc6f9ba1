import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { useRouter } from '@tarojs/taro'
import type { OutputOf } from '../../../../types/contracts'
import { Button } from '../../../components/button'
import { Cell, List } from '../../../components/cell'
import { Chips } from '../../../components/chips'
import { EmptyState } from '../../../components/empty'
import { FooterBar } from '../../../components/footer'
import { ListEnd } from '../../../components/list-end'
import { Page } from '../../../components/page'
import { Segmented } from '../../../components/segmented'
import { Tag } from '../../../components/tag'
import { dayText } from '../../../services/dates'
import { useList } from '../../../services/list'
import { open, param } from '../../../services/nav'
import { useQuery } from '../../../services/query'
import { monthText } from '../words'
import css from '../index.module.scss'

type Tab = 'out' | 'guests' | 'lost' | 'community'
type Overview = OutputOf<'floating.overview'>
type Line = OutputOf<'floating.list'>['items'][number]

const empty: Record<Tab | 'due' | 'left', { title: string; hint: string }> = {
  out: { title: '没有外出的同志', hint: '党员外出前可以自己在“我的”里报告，书记也可以点开花名册里的一位同志登记。' },
  due: { title: '没有要联系的同志', hint: '联系到期前60天，待办里会出现一条。' },
  guests: { title: '没有流入的党员', hint: '别的支部的党员来这里工作学习、参加组织生活的，点下面的“登记流入党员”。' },
  left: { title: '没有已离开的流入党员', hint: '离开以后的记录留在这里。' },
  lost: { title: '没有失联的同志', hint: '联系不上的，点开花名册里这位同志的“流动、失联和双报到”登记。' },
  community: { title: '还没有人登记社区报到', hint: '党员可以自己在“我的”里登记，书记也可以代为登记。' },
}

/** 流动党员: who is out, who came in, who is lost, who has registered in a community; with their numbers. */
export default function FloatingListPage() {
  const id = param(useRouter().params, 'id')
  const [tab, setTab] = useState<Tab>('out')
  const overview = useQuery('floating.overview', id ? { organisationId: id } : {})
  const { data } = overview
  const footer = data && tab === 'guests' && data.can.keep ? <FooterBar><Button text="登记流入党员" onTap={() => open('/pages/floating/guest-edit/index', { organisation: data.organisationId })} /></FooterBar> : null
  return (
    <Page query={overview} footer={footer}>
      {(found) => (
        <View>
          <Segmented items={tabsOf(found)} chosen={tab} onChoose={setTab} />
          {tab === 'guests' ? <Guests key="guests" id={found.organisationId} /> : <Away key={tab} id={found.organisationId} tab={tab} due={found.due} />}
        </View>
      )}
    </Page>
  )
}

const tabsOf = ({ out, guests, lost, community }: Overview): { key: Tab; text: string }[] => [
  { key: 'out', text: `流出${out}` }, { key: 'guests', text: `流入${guests}` }, { key: 'lost', text: `失联${lost}` }, { key: 'community', text: `双报到${community}` },
]

function Away({ id, tab, due }: { id: string; tab: Exclude<Tab, 'guests'>; due: number }) {
  const [onlyDue, setOnlyDue] = useState(false)
  const show = tab === 'out' && onlyDue ? 'due' : tab
  const list = useList('floating.list', { organisationId: id, show, limit: 20 })
  return (
    <View>
      {tab === 'out' ? <Chips items={[{ key: 'due', text: `要联系 ${due}` }]} on={onlyDue ? ['due'] : []} onToggle={() => setOnlyDue(!onlyDue)} /> : null}
      {list.items.length > 0 ? <List note={tab === 'community' ? '在社区参加活动，不参加那里的表决和评议。' : ''}>{list.items.map((line) => <Row key={line.id} line={line} tab={tab} />)}</List> : list.loading ? null : <EmptyState {...empty[show]} />}
      <ListEnd list={list} />
    </View>
  )
}

function Row({ line, tab }: { line: Line; tab: Exclude<Tab, 'guests'> }) {
  const go = (): void => open('/pages/floating/detail/index', { id: line.id })
  if (tab === 'lost') return <Cell title={line.name} hint={`${line.lostSince ? `${monthText(line.lostSince)}起` : ''} · 查找${line.searches}次`} onTap={go} />
  if (tab === 'community') return <Cell title={line.name} hint={line.community ?? ''} value={`${line.hours}小时`} onTap={go} />
  const tag = !line.confirmed ? <Tag text="待确认" kind="info" /> : line.due === 'late' ? <Tag text="该联系了" kind="urgent" /> : line.due === 'soon' ? <Tag text="快到期" kind="wait" /> : null
  const hint = <View><View className={css.line}>{tag}<Text>{line.place}</Text></View><View>{line.dueOn ? `${dayText(line.dueOn)}前联系一次` : ''}</View></View>
  return <Cell title={line.name} hint={hint} onTap={go} />
}

function Guests({ id }: { id: string }) {
  const [left, setLeft] = useState(false)
  const list = useList('floating.guests', { organisationId: id, left, limit: 20 })
  return (
    <View>
      <Chips items={[{ key: 'left', text: '已离开' }]} on={left ? ['left'] : []} onToggle={() => setLeft(!left)} />
      {list.items.length > 0 ? (
        <List note="流入党员不进花名册、不算人数，参加组织生活，没有表决权，不评等次。">
          {list.items.map((guest) => (
            <Cell
              key={guest.id} title={guest.name} value={guest.times > 0 ? `参加${guest.times}次` : ''}
              hint={<View><View>{guest.home}</View><View>{dayText(guest.since)}起{guest.leftOn ? `，${dayText(guest.leftOn)}离开` : ''}</View></View>}
              onTap={() => open('/pages/floating/guest/index', { id: guest.id })}
            />
          ))}
        </List>
      ) : list.loading ? null : <EmptyState {...empty[left ? 'left' : 'guests']} />}
      <ListEnd list={list} />
    </View>
  )
}
