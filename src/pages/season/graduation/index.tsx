import { Text, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import type { OutputOf } from '../../../../types/contracts'
import { leaverStates, type LeaverState } from '../../../../types/contracts/codes-season'
import { Button } from '../../../components/button'
import { Cell, List } from '../../../components/cell'
import { Check } from '../../../components/check'
import { Chips } from '../../../components/chips'
import { EmptyState } from '../../../components/empty'
import { FooterBar } from '../../../components/footer'
import { ListEnd } from '../../../components/list-end'
import { Page } from '../../../components/page'
import { Progress } from '../../../components/progress'
import { SearchBar } from '../../../components/search'
import { Segmented } from '../../../components/segmented'
import { Tag } from '../../../components/tag'
import { Tap } from '../../../components/tap'
import { useAction } from '../../../services/action'
import { dayText } from '../../../services/dates'
import { useList } from '../../../services/list'
import { open, param } from '../../../services/nav'
import { said } from '../../../services/say'
import { useSession } from '../../../services/session'
import { stateTag, wishText, type LeaverLine } from '../leaver-words'
import { ActSheet } from './act-sheet'
import { Below } from './below'
import css from '../index.module.scss'

type Season = OutputOf<'graduation.list'>
const order: LeaverState[] = ['none', 'overdue', 'filled', 'letter', 'kept', 'received']

/** 毕业离校: who leaves this year, where each relation goes, and how far it is. */
export default function GraduationPage() {
  const given = param(useRouter().params, 'id')
  const session = useSession()
  const organisationId = given || session?.me?.organisationId || ''
  const [year, setYear] = useState<number | null>(null)
  const [state, setState] = useState<LeaverState | null>(null)
  const [className, setClassName] = useState<string | null>(null)
  const [search, setSearch] = useState('')
  const [picked, setPicked] = useState<string[] | null>(null)
  const [acting, setActing] = useState(false)
  const select = useAction('graduation.select')
  const narrow = { ...(state ? { state } : {}), ...(className !== null ? { className } : {}), ...(search ? { search } : {}) }
  const list = useList('graduation.list', organisationId ? { organisationId, ...(year ? { year } : {}), ...narrow, limit: 20 } : null)
  const page = list.page
  const toggle = (id: string): void => setPicked((was) => (was === null ? was : was.includes(id) ? was.filter((one) => one !== id) : [...was, id]))
  const all = async (): Promise<void> => {
    const found = page && await select.run({ organisationId, year: page.year, ...narrow })
    if (found) setPicked(found.memberIds)
  }
  const done = (): void => { setActing(false); setPicked(null); void list.reload() }
  const footer = !page?.can.keep ? null : picked ? (
    <FooterBar>
      <Button kind="plain" text={`全选${page.total}人`} busy={select.busy} onTap={() => void all()} />
      <Button text={picked.length > 0 ? `办理${picked.length}人` : '办理'} disabled={picked.length === 0} onTap={() => setActing(true)} />
    </FooterBar>
  ) : (
    <FooterBar><Button kind={page.all > 0 ? 'plain' : 'primary'} text="放入名单" onTap={() => open('/pages/season/graduation-add/index', { id: organisationId })} />{page.all > 0 ? <Button text="多选办理" onTap={() => setPicked([])} /> : null}</FooterBar>
  )
  const over = page && picked ? <ActSheet open={acting} organisationId={organisationId} year={page.year} memberIds={picked} onDone={done} onClose={() => setActing(false)} /> : null

  return (
    <Page query={{ data: page, error: list.error, loading: list.loading, reload: list.reload }} footer={footer} over={over}>
      {(data) => (
        <View>
          <Text className={css.lead}>{data.organisationName}{data.leavesOn ? ` · ${dayText(data.leavesOn)}离校` : ''}</Text>
          <Segmented items={data.years.map((one) => ({ key: String(one), text: `${one}年` }))} chosen={String(data.year)} onChoose={(key) => { setYear(Number(key)); setState(null); setClassName(null); setPicked(null) }} />
          {data.all > 0 ? (
            <Numbers data={data} state={state} className={className} onState={setState} onClass={setClassName} />
          ) : null}
          {data.all > 0 ? <SearchBar placeholder="姓名、拼音或首字母" onSearch={setSearch} /> : null}
          {data.last ? <Last last={data.last} onDone={() => void list.reload()} /> : null}
          {data.all > 0 ? (
            <View className={css.bar}>
              <Text className={css.count}>{state || className !== null || search ? '符合的' : '共'}{data.total}人</Text>
              {picked ? <Tap className={css.barAct} onTap={() => setPicked(null)}>完成</Tap> : null}
            </View>
          ) : null}
          {list.items.length > 0 ? <List>{list.items.map((one) => <Row key={one.memberId} one={one} picked={picked && picked.includes(one.memberId)} onPick={() => toggle(one.memberId)} />)}</List> : list.loading ? null : <Nobody data={data} />}
          <ListEnd list={list} />
          {data.organisationKind === 'branch' ? null : <Below organisationId={data.organisationId} year={data.year} />}
        </View>
      )}
    </Page>
  )
}

function Numbers({ data, state, className, onState, onClass }: { data: Season; state: LeaverState | null; className: string | null; onState: (state: LeaverState | null) => void; onClass: (name: string | null) => void }) {
  const settled = (data.counts.received ?? 0) + (data.counts.kept ?? 0)
  const states = order.filter((one) => (data.counts[one] ?? 0) > 0)
  return (
    <View>
      <View className={css.progress}><Progress done={settled} total={data.all} text={`${data.all}人中，回执已到${data.counts.received ?? 0}人，暂留${data.counts.kept ?? 0}人`} /></View>
      <Chips items={states.map((key) => ({ key, text: `${leaverStates[key]}${data.counts[key]}` }))} on={state ? [state] : []} onToggle={(key) => onState(key === state ? null : key)} />
      {data.classes.length > 1 ? <Chips items={data.classes.map(({ name, count }) => ({ key: name, text: `${name || '未填班级'}${count}人` }))} on={className !== null ? [className] : []} onToggle={(key) => onClass(key === className ? null : key)} /> : null}
      {data.admissions ? <View className={css.warn}>{data.admissions.text}：{data.admissions.names.join('、')}（{data.admissions.basis}）</View> : null}
    </View>
  )
}

function Row({ one, picked, onPick }: { one: LeaverLine; picked: boolean | null; onPick: () => void }) {
  const hint = [one.className || '未填班级', wishText(one), one.hint, one.state === 'none' && !one.bound ? '还没有加入，请代填' : ''].filter(Boolean).join(' · ')
  return (
    <Cell
      title={one.name} hint={hint} value={<Tag {...stateTag(one.state)} />} label={`${one.name}，${leaverStates[one.state]}，${hint}`}
      {...(picked !== null ? { before: <Check on={picked} />, role: 'checkbox' as const, checked: picked, noArrow: true } : {})}
      onTap={picked !== null ? onPick : () => open('/pages/season/leaver/index', { id: one.memberId })}
    />
  )
}

/** The last change of many, which can be taken back for half an hour. */
function Last({ last, onDone }: { last: NonNullable<Season['last']>; onDone: () => void }) {
  const undo = useAction('graduation.undo')
  const back = async (): Promise<void> => {
    const after = await undo.run({ seasonChangeId: last.seasonChangeId })
    if (!after) return
    said(`已撤销${after.changed}人`)
    onDone()
  }
  return (
    <List note="30分钟内可以撤销。本人改过的、已经在办的，撤销时不动。">
      <Cell title={`${last.what}：${last.changed}人`} />
      {last.can.undo ? <Cell title="撤销这次修改" disabled={undo.busy} noArrow onTap={() => void back()} /> : null}
    </List>
  )
}

function Nobody({ data }: { data: Season }) {
  if (data.all > 0) return <EmptyState title="没有符合条件的同志" />
  if (data.organisationKind !== 'branch') return null
  return <EmptyState title={`${data.year}年还没有毕业离校名单`} hint={data.can.keep ? '选班级或年级，一次放入名单；同志们在手机上填去向，您看进度。' : '由支部书记或组织委员建名单。'} />
}
