import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { useRouter } from '@tarojs/taro'
import { stages, type Stage } from '../../../../types/contracts/codes'
import { Button } from '../../../components/button'
import { Cell, List } from '../../../components/cell'
import { Chips } from '../../../components/chips'
import { EmptyState } from '../../../components/empty'
import { FooterBar } from '../../../components/footer'
import { Listed } from '../../../components/listed'
import { Page } from '../../../components/page'
import { SearchBar } from '../../../components/search'
import { Tag } from '../../../components/tag'
import { offered, reasonOf } from '../../../services/abilities'
import { dayText } from '../../../services/dates'
import { useList } from '../../../services/list'
import { open, param } from '../../../services/nav'
import css from '../parts/index.module.scss'

type Word = Stage | 'archived'
const words: { key: Word; text: string }[] = [...(Object.entries(stages) as [Stage, string][]).map(([key, text]) => ({ key, text })), { key: 'archived', text: '已移出' }]

/** 入党申请人、积极分子、发展对象: who has applied, and how far each has come. */
export default function ApplicantsPage() {
  const id = param(useRouter().params, 'id')
  const [search, setSearch] = useState('')
  const [on, setOn] = useState<Word | null>(null)
  const list = useList('applicants.list', {
    ...(id ? { organisationId: id } : {}), ...(search ? { search } : {}), ...(on === 'archived' ? { archived: true } : on ? { stage: on } : {}), limit: 20,
  })
  const { page } = list
  const add = (): void => open('/pages/dossier/applicant-edit/index', { organisation: page?.organisationId ?? id })
  const reason = page ? reasonOf(page, 'add') : undefined
  const empty = search ? <EmptyState title={`没有找到“${search}”`} hint="可以试试姓的拼音或首字母。" />
    : on ? <EmptyState title="没有符合条件的" action={{ text: '看全部', onTap: () => setOn(null) }} />
    : <EmptyState title="还没有入党申请人" hint="收到入党申请书就登记，以后的培养、公示和材料都从这里接着记。" {...(page?.can.add ? { action: { text: '登记第一位', onTap: add } } : {})} />
  return (
    <Page footer={page && offered(page, 'add') ? <FooterBar note={reason}><Button text="登记申请人" disabled={Boolean(reason)} onTap={add} /></FooterBar> : null}>
      <SearchBar placeholder="姓名、拼音、首字母或学号" onSearch={setSearch} />
      <Chips items={words} on={on ? [on] : []} onToggle={(key) => setOn((was) => (was === key ? null : key))} />
      <Listed list={list} empty={empty}>
        <Text className={css.count}>{search || on ? '符合的' : '共'}{page?.total ?? 0}人</Text>
        <List>
          {list.items.map((person) => (
            <Cell
              key={person.id} title={<View className={css.head}><Text>{person.name}</Text><Tag text={stages[person.stage]} kind="info" /></View>}
              hint={[person.since ? `${dayText(person.since)}起` : '', person.next, `材料${person.papers}`].filter(Boolean).join(' · ')}
              label={[person.name, stages[person.stage], person.next ?? '', person.papers].filter(Boolean).join('，')} onTap={() => open('/pages/dossier/applicant/index', { id: person.id })}
            />
          ))}
        </List>
      </Listed>
    </Page>
  )
}
