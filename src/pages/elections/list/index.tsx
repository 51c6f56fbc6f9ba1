import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { occasions, type Occasion } from '../../../../types/contracts/codes-ballots'
import { Button } from '../../../components/button'
import { Cell, List } from '../../../components/cell'
import { Check } from '../../../components/check'
import { EmptyState } from '../../../components/empty'
import { TextField } from '../../../components/field'
import { FooterBar } from '../../../components/footer'
import { ListEnd } from '../../../components/list-end'
import { Page } from '../../../components/page'
import { Sheet } from '../../../components/sheet'
import { useAction } from '../../../services/action'
import { agoText, dayFromNow, dayText } from '../../../services/dates'
import { useList } from '../../../services/list'
import { open } from '../../../services/nav'
import { useSession } from '../../../services/session'
import { StateTag } from '../state'
import { standOf, type ElectionLine } from '../words'
import ballots from '../../../styles/ballots.module.scss'

/** 换届选举 and 补选: the branch's own, and for who oversees branches those that they have reported. */
export default function ElectionListPage() {
  const session = useSession()
  const list = useList('elections.list', { limit: 20 })
  const reported = useList('elections.reported', session?.can.seeBelow ? { limit: 20 } : null)
  const [making, setMaking] = useState(false)
  const leads = session?.can.createActivity ?? false
  const footer = leads ? <FooterBar><Button text="准备选举" onTap={() => setMaking(true)} /></FooterBar> : null
  const waiting = reported.items.filter(({ approvedOn }) => !approvedOn)
  const done = reported.items.filter(({ approvedOn }) => approvedOn)
  const empty = list.items.length === 0 && reported.items.length === 0
  return (
    <Page query={{ data: list.page, error: list.error, loading: list.loading, reload: list.reload }} footer={footer} over={<NewSheet open={making} onClose={() => setMaking(false)} />}>
      {() => (
        <View>
          {waiting.length > 0 ? <Rows title="下级上报，等批复" items={waiting} /> : null}
          {list.items.length > 0 ? <Rows title={reported.items.length > 0 ? '本支部' : ''} items={list.items} /> : null}
          {empty && !list.loading && !reported.loading ? <EmptyState title="还没有换届选举" hint={leads ? '从支委会研究到上级批复，一步一步提醒。任期到了换届，有人中途离开补选，都在这里准备。' : '支部开始换届或者补选时，这里会出现一条。'} /> : null}
          <ListEnd list={list} />
          {done.length > 0 ? <Rows title="下级上报，已批复" items={done} /> : null}
          <ListEnd list={reported} />
        </View>
      )}
    </Page>
  )
}

function Rows({ title, items }: { title: string; items: (ElectionLine & { organisationName?: string })[] }) {
  return (
    <List {...(title ? { title } : {})}>
      {items.map((line) => (
        <Cell
          key={line.id} title={line.organisationName ? `${line.organisationName}：${line.title}` : line.title} label={`${line.title}，${standOf(line)}`}
          hint={<View className={ballots.hint}><StateTag election={line} /><Text>{line.occasion === 'byElection' ? '补选 · ' : ''}{line.approvedOn ? `${dayText(line.approvedOn)}批复` : line.reportedAt ? `${agoText(line.reportedAt)}上报` : agoText(line.at)}</Text></View>}
          onTap={() => open('/pages/elections/detail/index', { id: line.id })}
        />
      ))}
    </List>
  )
}

const titles: Record<Occasion, string> = { term: '支部换届选举', byElection: '支部补选' }
const hints: Record<Occasion, string> = { term: '任期到了，或者上级同意提前、延期，选出新一届。批复以后，上一届的职务全部结束', byElection: '任期没有到，有人离开了，只补空缺的名额。其他同志照常任职，任期随这一届' }
const titleOf = (occasion: Occasion): string => `${dayFromNow(0).slice(0, 4)}年${titles[occasion]}`

function NewSheet({ open: shown, onClose }: { open: boolean; onClose: () => void }) {
  const [occasion, setOccasion] = useState<Occasion>('term')
  const [title, setTitle] = useState(titleOf('term'))
  const create = useAction('elections.create')
  const choose = (next: Occasion): void => {
    // A name that somebody has written stays.
    if (title === titleOf(occasion)) setTitle(titleOf(next))
    setOccasion(next)
  }
  const go = async (): Promise<void> => {
    const made = await create.run({ title: title.trim(), occasion })
    if (!made) return
    onClose()
    open('/pages/elections/detail/index', { id: made.electionId })
  }
  return (
    <Sheet open={shown} title="准备选举" onClose={onClose} footer={<Button text="开始准备" busy={create.busy} disabled={!title.trim()} onTap={() => void go()} />}>
      <List title="选哪一种">
        {(Object.keys(occasions) as Occasion[]).map((key) => <Cell key={key} title={occasions[key]} hint={hints[key]} before={<Check on={occasion === key} />} role="radio" checked={occasion === key} noArrow onTap={() => choose(key)} />)}
      </List>
      <TextField label="名称" value={title} onChange={setTitle} max={60} hint="正式党员满七人的支部选支委会，不满七人的选书记。选几个人，下一步再定" />
    </Sheet>
  )
}
