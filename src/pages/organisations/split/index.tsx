import { Text, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import type { ChangePreview } from '../../../../types/contracts/organisation-changes'
import type { Organisation } from '../../../../types/contracts/organisations'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Cell, List } from '../../../components/cell'
import { Check } from '../../../components/check'
import { TextField } from '../../../components/field'
import { FooterBar } from '../../../components/footer'
import { Page } from '../../../components/page'
import { Segmented } from '../../../components/segmented'
import { SearchBar } from '../../../components/search'
import { ListEnd } from '../../../components/list-end'
import { reasonOf } from '../../../services/abilities'
import { useAction } from '../../../services/action'
import { useList } from '../../../services/list'
import { param } from '../../../services/nav'
import { useQuery } from '../../../services/query'
import { ask } from '../../../services/say'
import { useSensitive } from '../../../services/sensitive'
import { leaveWith } from '../changes/go'
import { DecisionFields, PreviewLists, undecided } from '../changes/preview'
import css from '../index.module.scss'

const ways = [{ key: 'group', text: '按党小组' }, { key: 'class', text: '按班级' }, { key: 'member', text: '按人' }] as const
type Way = (typeof ways)[number]['key']
const nobody: Record<Way, string[]> = { group: [], class: [], member: [] }

/** 分设: who forms a new branch, and what it is called. */
export default function OrganisationSplitPage() {
  const id = param(useRouter().params, 'id')
  const organisation = useQuery('organisations.get', id ? { organisationId: id } : null)
  const [way, setWay] = useState<Way>('group')
  const [picked, setPicked] = useState(nobody)
  const [newName, setNewName] = useState('')
  const [fewer, setFewer] = useState('')
  const [decided, setDecided] = useState(undecided)
  const sensitive = useSensitive()
  const split = useAction('organisations.split', { guard: sensitive.guard })
  const chosen = { groupIds: picked.group, classNames: picked.class, memberIds: picked.member }
  const look = useQuery('organisations.previewSplit', organisation.data ? { organisationId: id, ...(newName.trim() ? { newName: newName.trim() } : {}), ...chosen } : null)
  const preview = look.data
  const toggle = (key: string): void => setPicked({ ...picked, [way]: picked[way].includes(key) ? picked[way].filter((one) => one !== key) : [...picked[way], key] })
  const missing = preview && preview.people === 0 ? '请先选分出去的同志' : newName.trim() ? decided.reason.trim() ? undefined : '请写明原因' : '请填新支部的名称'
  const few = Boolean(preview?.results[0]?.warnings.some((warning) => warning.key === 'tooFew')) && (preview?.people ?? 0) > 0

  const go = async (found: Organisation, seen: ChangePreview): Promise<void> => {
    if (!(await ask({ title: `设${newName.trim()}？`, text: `从${found.name}分出${seen.people}位同志，留下${seen.staying}位，免去${seen.postsTotal}个职务。办理后不能恢复。`, ok: '分设', no: '先不' }))) return
    await leaveWith(await split.run({ organisationId: found.id, newName: newName.trim(), ...chosen, reason: decided.reason.trim(), decision: decided.decision.trim(), fewerReason: fewer.trim() }), '已分设')
  }
  const rows = way === 'group' ? preview?.groups.map((one) => ({ key: one.id, text: one.name, people: one.people })) : preview?.classes.map((one) => ({ key: one.name, text: one.name, people: one.people }))
  return (
    <Page
      query={organisation} skeleton="detail" over={sensitive.sheet}
      footer={organisation.data && preview ? <FooterBar><Button text="分设" busy={split.busy} disabled={missing !== undefined || !preview.can.go} reason={organisation.data.can.split ? missing ?? reasonOf(preview, 'go') : organisation.data.why.split} onTap={() => void go(organisation.data as Organisation, preview)} /></FooterBar> : null}
    >
      {(found) => (
        <View>
          <Card title={found.name}>
            <TextField label="新支部名称" value={newName} onChange={setNewName} max={60} placeholder="全称" hint="设在同一个上级组织下面" />
            <Text className={css.text}>{preview ? `已选${preview.people}人，留下${preview.staying}人` : '选出分到新支部的同志'}</Text>
          </Card>
          <Segmented items={ways} chosen={way} onChoose={setWay} />
          {way === 'member' ? <People organisationId={found.id} picked={picked.member} onToggle={toggle} /> : rows && rows.length > 0 ? (
            <List>{rows.map((row) => <Cell key={row.key} title={row.text} hint={`${row.people}人`} noArrow before={<Check on={picked[way].includes(row.key)} />} role="checkbox" checked={picked[way].includes(row.key)} onTap={() => toggle(row.key)} />)}</List>
          ) : <Text className={css.note}>{way === 'group' ? '还没有人编在党小组里，可以按班级或按人选。' : '名册里还没有班级，可以按党小组或按人选。'}</Text>}
          {preview && preview.people > 0 ? <PreviewLists preview={preview} /> : null}
          {few ? <Card><TextField label="人数少于规定的原因" optional value={fewer} onChange={setFewer} max={100} hint="上级同意时填写，填了就不再提醒人数不足" /></Card> : null}
          <DecisionFields value={decided} onChange={setDecided} placeholder="如：党员超过50人，分设支部" />
        </View>
      )}
    </Page>
  )
}

/** Choosing by name. */
function People({ organisationId, picked, onToggle }: { organisationId: string; picked: string[]; onToggle: (id: string) => void }) {
  const [text, setText] = useState('')
  const list = useList('roster.list', { organisationId, limit: 20, ...(text ? { search: text } : {}) })
  return (
    <View>
      <SearchBar placeholder="姓名、拼音或学号" onSearch={setText} />
      <List>{list.items.map((one) => <Cell key={one.id} title={one.name} hint={one.groupName} noArrow before={<Check on={picked.includes(one.id)} />} role="checkbox" checked={picked.includes(one.id)} onTap={() => onToggle(one.id)} />)}</List>
      <ListEnd list={list} />
    </View>
  )
}
