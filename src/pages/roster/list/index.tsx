import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { useRouter } from '@tarojs/taro'
import type { InputOf, OutputOf } from '../../../../types/contracts'
import { posts as postLabels, standings } from '../../../../types/contracts/codes'
import { Button } from '../../../components/button'
import { Cell, List } from '../../../components/cell'
import { Chips } from '../../../components/chips'
import { EmptyState } from '../../../components/empty'
import { FooterBar } from '../../../components/footer'
import { ListEnd } from '../../../components/list-end'
import { Page } from '../../../components/page'
import { SearchBar } from '../../../components/search'
import { Tag } from '../../../components/tag'
import { offered, reasonOf } from '../../../services/abilities'
import { useList } from '../../../services/list'
import { open, param } from '../../../services/nav'
import { useQuery } from '../../../services/query'
import css from './index.module.scss'

type Filter = 'full' | 'probationary' | 'unbound' | 'archived'
type Line = OutputOf<'roster.list'>['items'][number]
type Organisation = OutputOf<'organisations.get'>

const filters: { key: Filter; text: string }[] = [{ key: 'full', text: '正式' }, { key: 'probationary', text: '预备' }, { key: 'unbound', text: '未加入' }, { key: 'archived', text: '已移出' }]

/** Filters after a tap on one: full and probationary exclude each other; who was taken off cannot be waited for. */
function toggled(on: Filter[], key: Filter): Filter[] {
  if (on.includes(key)) return on.filter((filter) => filter !== key)
  const against: Partial<Record<Filter, Filter>> = { full: 'probationary', probationary: 'full', unbound: 'archived', archived: 'unbound' }
  return [...on.filter((filter) => filter !== against[key]), key]
}

function askedFor(organisationId: string, search: string, on: Filter[]): Omit<InputOf<'roster.list'>, 'cursor'> {
  const standing = on.find((filter) => filter === 'full' || filter === 'probationary')
  return {
    limit: 20, ...(organisationId ? { organisationId } : {}), ...(search ? { search } : {}), ...(standing ? { standing } : {}),
    ...(on.includes('unbound') ? { bound: false } : {}), ...(on.includes('archived') ? { archived: true } : {}),
  }
}

/** 花名册: who is in the branch; the way to a person, to a new one and to an import. */
export default function RosterListPage() {
  const { params } = useRouter()
  const id = param(params, 'id')
  const [search, setSearch] = useState('')
  const [on, setOn] = useState<Filter[]>(param(params, 'bound') === 'no' ? ['unbound'] : [])
  const list = useList('roster.list', askedFor(id, search, on))
  const organisation = useQuery('organisations.get', id ? { organisationId: id } : {})
  const narrowed = search !== '' || on.length > 0
  return (
    <Page query={{ data: list.page, error: list.error, loading: list.loading, reload: list.reload }} footer={organisation.data ? <Keeping organisation={organisation.data} /> : null}>
      {(page) => (
        <View>
          <SearchBar placeholder="姓名、拼音、首字母或学号" onSearch={setSearch} />
          <Chips items={filters} on={on} onToggle={(key) => setOn((was) => toggled(was, key))} />
          <Text className={css.count}>{organisation.data ? `${organisation.data.name} · ` : ''}{narrowed ? '符合的' : '共'}{page.total}人</Text>
          {on.includes('unbound') && organisation.data?.kind === 'branch' && organisation.data.can.keepRoster ? <ManyAtOnce id={organisation.data.id} /> : null}
          {list.items.length > 0 ? (
            <List>{list.items.map((person) => <Row key={person.id} person={person} archived={on.includes('archived')} />)}</List>
          ) : list.loading ? null : (
            <Nobody search={search} on={on} organisation={organisation.data} onClear={() => setOn([])} />
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

function Row({ person, archived }: { person: Line; archived: boolean }) {
  const posts = person.posts.map((post) => postLabels[post]).join('、')
  const hint = [posts, person.groupName, person.phoneMasked].filter(Boolean).join(' · ')
  return (
    <Cell
      title={<View className={css.name}><Text>{person.name}</Text><Tag text={standings[person.standing]} kind={person.standing === 'full' ? 'past' : 'info'} />{person.incomplete && !archived ? <Tag text="资料不全" kind="wait" /> : null}</View>}
      hint={hint || null}
      value={person.bound || archived ? null : <Tag text="未加入" kind="urgent" />}
      label={[person.name, standings[person.standing], hint, person.bound || archived ? '' : '未加入', person.incomplete ? '资料不全' : ''].filter(Boolean).join('，')}
      onTap={() => open('/pages/roster/person/index', { id: person.id })}
    />
  )
}

function Nobody({ search, on, organisation, onClear }: { search: string; on: Filter[]; organisation: Organisation | null; onClear: () => void }) {
  if (search) return <EmptyState title={`没有找到“${search}”`} hint="可以试试姓的拼音或首字母，也可能已被移出名册。" />
  if (on.includes('unbound') && on.length === 1) return <EmptyState title="大家都已加入" action={{ text: '看全部', onTap: onClear }} />
  if (on.length > 0) return <EmptyState title="没有符合条件的同志" action={{ text: '看全部', onTap: onClear }} />
  if (!organisation?.can.keepRoster) return <EmptyState title="名册还是空的" />
  return <EmptyState title="名册还是空的" hint="把党员信息汇总表导进来，不用一个个填。" action={{ text: '导入名册', onTap: () => open('/pages/roster/import/index', { id: organisation.id }) }} />
}

/** Importing, exporting and adding a person, for who keeps the roster. */
function Keeping({ organisation }: { organisation: Organisation }) {
  if (!offered(organisation, 'keepRoster')) return null
  const reason = reasonOf(organisation, 'keepRoster')
  return (
    <FooterBar>
      <Button text="导入表格" kind="plain" disabled={Boolean(reason)} onTap={() => open('/pages/roster/import/index', { id: organisation.id })} />
      <Button text="导出" label="导出花名册" kind="plain" disabled={Boolean(reason)} onTap={() => open('/pages/roster/export/index', { id: organisation.id })} />
      <Button text="添加一人" reason={reason} onTap={() => open('/pages/roster/edit/index', { organisation: organisation.id })} />
    </FooterBar>
  )
}
