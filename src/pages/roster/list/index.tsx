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
import { SearchBar } from '../../../components/search'
import { Tap } from '../../../components/tap'
import { offered, reasonOf } from '../../../services/abilities'
import { useList } from '../../../services/list'
import { open, param } from '../../../services/nav'
import { useQuery } from '../../../services/query'
import { said } from '../../../services/say'
import { BulkSheet } from './bulk-sheet'
import { FilterSheet } from './filter-sheet'
import { askedFor, filterOf, isNarrow, toggled, words, type Narrowing } from './filters'
import { Row } from './row'
import { LastBulk, SelectionFooter, useSelection } from './selection'
import css from './index.module.scss'

type Organisation = OutputOf<'organisations.get'>

/** 花名册: who is in the branch; the way to a person, to a new one and to an import; many changed at once. */
export default function RosterListPage() {
  const { params } = useRouter()
  const id = param(params, 'id')
  const [search, setSearch] = useState('')
  const [narrowing, setNarrowing] = useState<Narrowing>({ on: param(params, 'bound') === 'no' ? ['unbound'] : [] })
  const [sheet, setSheet] = useState<'filter' | 'bulk' | null>(null)
  const list = useList('roster.list', askedFor(id, search, narrowing))
  const organisation = useQuery('organisations.get', id ? { organisationId: id } : {})
  const organisationId = organisation.data?.id ?? ''
  const selection = useSelection(organisationId)
  const [offers, setOffers] = useState(false)
  const choices = useQuery('roster.choices', offers && organisationId ? { organisationId } : null)
  const { on } = narrowing
  const keeps = organisation.data?.can.keepRoster ?? false
  const { picked } = selection
  const archived = on.includes('archived')
  const last = picked ? (choices.data?.last ?? null) : null

  const openFilter = (): void => { setOffers(true); setSheet('filter') }
  const startPicking = (): void => { setOffers(true); selection.start() }
  const refresh = (): void => void Promise.all([list.reload(), choices.reload()])
  const done = (result: OutputOf<'roster.bulk'>): void => {
    setSheet(null)
    selection.start()
    said(`已改${result.changed}人`)
    refresh()
  }
  const sheets = (
    <View>
      <FilterSheet open={sheet === 'filter'} organisationId={organisationId} choices={choices} now={narrowing} onChange={setNarrowing} onClose={() => setSheet(null)} />
      {sheet === 'bulk' && picked ? <BulkSheet open organisationId={organisationId} memberIds={picked} choices={choices.data} onDone={done} onClose={() => setSheet(null)} /> : null}
    </View>
  )
  const footer = picked
    ? <SelectionFooter picked={picked} total={list.page?.total ?? 0} busy={selection.busy} onAll={() => void selection.pickAll(search, filterOf(narrowing))} onChange={() => setSheet('bulk')} />
    : organisation.data ? <Keeping organisation={organisation.data} /> : null

  return (
    <Page query={{ data: list.page, error: list.error, loading: list.loading, reload: list.reload }} footer={footer} over={sheets}>
      {(page) => (
        <View>
          <SearchBar placeholder="姓名、拼音、首字母或学号" onSearch={setSearch} />
          <Chips items={words} on={on} onToggle={(key) => setNarrowing((was) => ({ ...was, on: toggled(was.on, key) }))} />
          <View className={css.bar}>
            <Text className={css.count}>{organisation.data ? `${organisation.data.name} · ` : ''}{search !== '' || isNarrow(narrowing) ? '符合的' : '共'}{page.total}人</Text>
            <View className={css.acts}>
              <Tap className={css.act} onTap={openFilter}>{narrowing.groupId !== undefined || narrowing.className !== undefined ? '筛选中' : '筛选'}</Tap>
              {keeps && !picked ? <Tap className={css.act} onTap={() => open('/pages/roster/duplicates/index', { id: organisationId })}>查重</Tap> : null}
              {keeps && !picked ? <Tap className={css.act} label="导出花名册" onTap={() => open('/pages/roster/export/index', { id: organisationId })}>导出</Tap> : null}
              {keeps && !archived ? <Tap className={css.act} onTap={picked ? selection.stop : startPicking}>{picked ? '完成' : '多选'}</Tap> : null}
            </View>
          </View>
          {last ? <LastBulk last={last} onUndone={refresh} /> : null}
          {on.includes('unbound') && organisation.data?.kind === 'branch' && keeps && !picked ? <ManyAtOnce id={organisation.data.id} /> : null}
          {list.items.length > 0 ? (
            <List>{list.items.map((person) => <Row key={person.id} person={person} archived={archived} picked={picked && picked.includes(person.id)} onPick={() => selection.toggle(person.id)} />)}</List>
          ) : list.loading ? null : (
            <Nobody search={search} narrowing={narrowing} organisation={organisation.data} onClear={() => setNarrowing({ on: [] })} />
          )}
          <ListEnd list={list} />
        </View>
      )}
    </Page>
  )
}

/** Beside one card for each: the branch's code for all. */
function ManyAtOnce({ id }: { id: string }) {
  return <List note="也可以点开一位同志，单独发加入卡片。"><Cell title="支部码" hint="发到支部群里，大家自己加入" onTap={() => open('/pages/binding/branch-code/index', { id })} /></List>
}

function Nobody({ search, narrowing, organisation, onClear }: { search: string; narrowing: Narrowing; organisation: Organisation | null; onClear: () => void }) {
  if (search) return <EmptyState title={`没有找到“${search}”`} hint="可以试试姓的拼音或首字母，也可能已被移出名册。" />
  if (narrowing.on.length === 1 && narrowing.on[0] === 'unbound' && narrowing.groupId === undefined && narrowing.className === undefined) return <EmptyState title="大家都已加入" action={{ text: '看全部', onTap: onClear }} />
  if (isNarrow(narrowing)) return <EmptyState title="没有符合条件的同志" action={{ text: '看全部', onTap: onClear }} />
  if (!organisation?.can.keepRoster) return <EmptyState title="名册还是空的" />
  return <EmptyState title="名册还是空的" hint="把党员信息汇总表导进来，不用一个个填。" action={{ text: '导入名册', onTap: () => open('/pages/roster/import/index', { id: organisation.id }) }} />
}

/** Importing and adding a person, for who keeps the roster. */
function Keeping({ organisation }: { organisation: Organisation }) {
  if (!offered(organisation, 'keepRoster')) return null
  const reason = reasonOf(organisation, 'keepRoster')
  return (
    <FooterBar note={reason}>
      <Button text="导入表格" kind="plain" disabled={Boolean(reason)} onTap={() => open('/pages/roster/import/index', { id: organisation.id })} />
      <Button text="添加一人" disabled={Boolean(reason)} onTap={() => open('/pages/roster/edit/index', { organisation: organisation.id })} />
    </FooterBar>
  )
}
