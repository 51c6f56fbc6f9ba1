import { Text, View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import { stages } from '../../../../types/contracts/codes'
import { voteKinds, type VoteKind } from '../../../../types/contracts/codes-ballots'
import { Button } from '../../../components/button'
import { Cell, List } from '../../../components/cell'
import { Check } from '../../../components/check'
import { EmptyState } from '../../../components/empty'
import { FooterBar } from '../../../components/footer'
import { Listed } from '../../../components/listed'
import { Page } from '../../../components/page'
import { SearchBar } from '../../../components/search'
import { dayText } from '../../../services/dates'
import { useList } from '../../../services/list'
import { open } from '../../../services/nav'
import type { Person } from './draft'
import css from '../../../styles/ballots.module.scss'

interface Props { kind: VoteKind; organisationId: string; chosen: Person[]; onDone: (people: Person[]) => void; onBack?: () => void }

/** Who is voted on, from the branch's own lists: a prospect, a probationary member, or several who are recommended. */
export function ChoosePeople(props: Props) {
  if (props.kind === 'fullMembership') return <Probationers {...props} />
  return props.kind === 'admission' ? <Prospects {...props} /> : <Recommended {...props} />
}

const place = (organisationId: string): { organisationId?: string } => (organisationId ? { organisationId } : {})

/** The frame of all three: what is chosen, a search, the rows. */
function Frame({ kind, search, onBack, footer, children }: { kind: VoteKind; search: (text: string) => void; onBack?: (() => void) | undefined; footer?: ReactNode; children: ReactNode }) {
  const plain = onBack ? <Button text="重选种类" kind="plain" onTap={onBack} /> : null
  return (
    <Page footer={footer || plain ? <FooterBar>{plain}{footer}</FooterBar> : null}>
      <View className={css.lead}>{voteKinds[kind]}：选{kind === 'recommendation' ? '要推荐的同志，可以选几位' : '一位同志，一次表决一位'}。</View>
      <SearchBar placeholder="姓名、拼音或首字母" onSearch={search} />
      {children}
    </Page>
  )
}

function Prospects({ kind, organisationId, onDone, onBack }: Props) {
  const [search, setSearch] = useState('')
  const list = useList('applicants.list', { ...place(organisationId), ...(search ? { search } : {}), stage: 'prospect', limit: 20 })
  const empty = search ? <EmptyState title={`没有找到“${search}”`} /> : <EmptyState title="还没有发展对象" hint="先在“入党申请人”里把这位同志列为发展对象，再来表决。" action={{ text: '去看入党申请人', onTap: () => open('/pages/dossier/applicants/index', { id: organisationId }) }} />
  return (
    <Frame kind={kind} search={setSearch} onBack={onBack}>
      <Listed list={list} empty={empty}>
        <List title="发展对象">
          {list.items.map(({ id, name, since, papers }) => <Cell key={id} title={name} hint={[since ? `${dayText(since)}列为发展对象` : '', `材料${papers}`].filter(Boolean).join(' · ')} onTap={() => onDone([{ id, name, person: 'applicant' }])} />)}
        </List>
      </Listed>
    </Frame>
  )
}

function Probationers({ kind, organisationId, onDone, onBack }: Props) {
  const [search, setSearch] = useState('')
  const list = useList('roster.list', { ...place(organisationId), ...(search ? { search } : {}), standing: 'probationary', limit: 20 })
  const empty = search ? <EmptyState title={`没有找到“${search}”`} /> : <EmptyState title="名册上没有预备党员" hint="预备党员登记到花名册以后，这里可以选到。" />
  return (
    <Frame kind={kind} search={setSearch} onBack={onBack}>
      <Listed list={list} empty={empty}>
        <List title="预备党员">
          {list.items.map(({ id, name, groupName }) => <Cell key={id} title={name} hint={groupName} onTap={() => onDone([{ id, name, person: 'member' }])} />)}
        </List>
      </Listed>
    </Frame>
  )
}

function Recommended({ kind, organisationId, chosen, onDone, onBack }: Props) {
  const [search, setSearch] = useState('')
  const [on, setOn] = useState<Person[]>(chosen)
  const list = useList('applicants.list', { ...place(organisationId), ...(search ? { search } : {}), limit: 20 })
  const has = (id: string): boolean => on.some((one) => one.id === id)
  const toggle = (person: Person): void => setOn(has(person.id) ? on.filter(({ id }) => id !== person.id) : [...on, person])
  const empty = search ? <EmptyState title={`没有找到“${search}”`} /> : <EmptyState title="还没有入党申请人" hint="收到入党申请书就登记，再来推优。" action={{ text: '去登记', onTap: () => open('/pages/dossier/applicants/index', { id: organisationId }) }} />
  return (
    <Frame kind={kind} search={setSearch} onBack={onBack} footer={<Button text={on.length > 0 ? `选定${on.length}位` : '请先选人'} disabled={on.length === 0} onTap={() => onDone(on)} />}>
      <Listed list={list} empty={empty}>
        <List title="入党申请人">
          {list.items.filter(({ stage }) => stage !== 'prospect').map(({ id, name, stage, className }) => (
            <Cell key={id} title={<Text>{name}</Text>} hint={[stages[stage], className].filter(Boolean).join(' · ')} label={`${name}，${stages[stage]}`} before={<Check on={has(id)} />} role="checkbox" checked={has(id)} noArrow onTap={() => toggle({ id, name, person: 'applicant', stage })} />
          ))}
        </List>
      </Listed>
    </Frame>
  )
}
