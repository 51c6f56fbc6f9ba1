import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { OutputOf } from '../../../../types/contracts'
import { Button } from '../../../components/button'
import { Cell, List } from '../../../components/cell'
import { EmptyState } from '../../../components/empty'
import { FooterBar } from '../../../components/footer'
import { ListEnd } from '../../../components/list-end'
import { Page } from '../../../components/page'
import { Segmented } from '../../../components/segmented'
import { agoText } from '../../../services/dates'
import { useList, type List as Paged } from '../../../services/list'
import { open } from '../../../services/nav'
import { useSession } from '../../../services/session'
import { StateTag } from '../state'
import css from './index.module.scss'

type Part = 'open' | 'all' | 'mine'
type Line = OutputOf<'appeals.mine'>['items'][number]
const views: { key: Part; text: string }[] = [{ key: 'open', text: '待办理' }, { key: 'all', text: '全部' }, { key: 'mine', text: '我写的' }]

/** 意见诉求: one's own for everybody; for officers what waits in the branch comes first. */
export default function AppealListPage() {
  const session = useSession()
  const [chosen, setChosen] = useState<Part>('open')
  const officer = session?.can.seeAppeals ?? false
  const view = officer ? chosen : 'mine'
  const tabs = officer ? <Segmented items={views} chosen={chosen} onChoose={setChosen} /> : null
  return view === 'mine' ? <Mine tabs={tabs} /> : <OfBranch key={view} open={view === 'open'} tabs={tabs} />
}

function Mine({ tabs }: { tabs: React.ReactNode }) {
  const list = useList('appeals.mine', { limit: 20 })
  const empty = <EmptyState title="您还没有写过意见" hint="对支部工作、学习生活有什么想法或困难，都可以写。支部会答复，解决没解决由您说了算。" action={{ text: '写一条', onTap: write }} />
  return <Lines list={list} tabs={tabs} empty={empty} />
}

function OfBranch({ open: onlyOpen, tabs }: { open: boolean; tabs: React.ReactNode }) {
  const list = useList('appeals.ofBranch', { limit: 20, ...(onlyOpen ? { open: true } : {}) })
  const empty = onlyOpen ? <EmptyState title="没有等着办理的意见" hint="有人写来时，待办里会出现一条。" /> : <EmptyState title="支部还没有收到意见" />
  return <Lines list={list} tabs={tabs} empty={empty} />
}

const write = (): void => open('/pages/appeals/write/index')

interface LinesProps { list: Paged<'appeals.mine'> | Paged<'appeals.ofBranch'>; tabs: React.ReactNode; empty: React.ReactNode }

function Lines({ list, tabs, empty }: LinesProps) {
  const page = list.page as OutputOf<'appeals.mine'> | null
  return (
    <Page query={{ data: page, error: list.error, loading: list.loading, reload: list.reload }} footer={<FooterBar><Button text="写一条意见" onTap={write} /></FooterBar>}>
      {() => (
        <View>
          {tabs}
          {list.items.length > 0 ? <List>{list.items.map((line) => <Row key={line.id} line={line} />)}</List> : list.loading ? null : empty}
          <ListEnd list={list} />
        </View>
      )}
    </Page>
  )
}

function Row({ line }: { line: Line }) {
  const when = agoText(line.changedAt)
  return (
    <Cell
      title={line.excerpt}
      hint={<View className={css.hint}><StateTag state={line.state} mine={line.mine} /><Text>{line.mine ? when : `${line.authorName} · ${when}`}</Text></View>}
      onTap={() => open('/pages/appeals/detail/index', { id: line.id })}
    />
  )
}
