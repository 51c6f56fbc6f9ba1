import { Text } from '@tarojs/components'
import { useState } from 'react'
import { collectionWho, type CollectionWho } from '../../../../types/contracts/codes-collections'
import type { Collection } from '../../../../types/contracts/collections'
import type { Organisation } from '../../../../types/contracts/organisations'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Cell, List } from '../../../components/cell'
import { ChoiceField, LongTextField, SwitchField, TextField } from '../../../components/field'
import { DateTimeField } from '../../../components/field/date-time'
import { FooterBar } from '../../../components/footer'
import { Page } from '../../../components/page'
import { Sheet } from '../../../components/sheet'
import { reasonOf } from '../../../services/abilities'
import { useAction } from '../../../services/action'
import { dayFromNow, joinInstant } from '../../../services/dates'
import { replace } from '../../../services/nav'
import { ask } from '../../../services/say'
import { BranchPicker, type Chosen } from '../branches'
import css from '../index.module.scss'

const whoOptions = (Object.keys(collectionWho) as CollectionWho[]).map((key) => ({ key, text: collectionWho[key] }))
type Column = Collection['columns'][number]
const HAND = 'hand'
const LEAVE = 'leave'

/** A draft before it goes out. */
export function DraftForm({ draft, from }: { draft: Collection; from: Organisation }) {
  const [title, setTitle] = useState(draft.title)
  const [note, setNote] = useState(draft.note)
  const [due, setDue] = useState<string | null>(joinInstant(dayFromNow(7), '17:00'))
  const [who, setWho] = useState<CollectionWho>(draft.who)
  const [columns, setColumns] = useState<Column[]>(draft.columns)
  const [all, setAll] = useState(draft.chosen.length === 0)
  const [chosen, setChosen] = useState<Chosen[]>(draft.chosen)
  const [editing, setEditing] = useState<number | null>(null)
  const send = useAction('collections.send')
  const asked = columns.filter((column) => !column.own)
  const missing = !title.trim() ? '请写标题' : !due ? '请选截止时间' : !all && chosen.length === 0 ? '请选党支部' : undefined

  const go = async (): Promise<void> => {
    if (!due || !(await ask({ title: '发出去？', text: `${all ? `${from.name}下面的全部党支部` : `选的${chosen.length}个组织`}的首页待办里会出现这张表。`, ok: '发出', no: '再看看' }))) return
    const done = await send.run({
      collectionId: draft.id, title: title.trim(), note: note.trim(), due, who, all, organisationIds: all ? [] : chosen.map(({ id }) => id),
      columns: columns.map(({ index, item, required }) => ({ index, item, required })),
    })
    if (done) replace('/pages/collections/task/index', { id: draft.id })
  }
  const textOf = (column: Column): string => draft.items.find(({ key }) => key === column.item)?.text ?? (column.required ? '支部手工填' : '可填可不填')
  const column = columns.find(({ index }) => index === editing)
  return (
    <Page
      footer={<FooterBar><Button text="发出" busy={send.busy} reason={reasonOf(draft, 'send') ?? missing} onTap={() => void go()} /></FooterBar>}
      over={column ? <ColumnSheet column={column} items={draft.items} onClose={() => setEditing(null)} onChange={(changed) => setColumns(columns.map((one) => (one.index === changed.index ? changed : one)))} /> : null}
    >
      <Card>
        <TextField label="标题" value={title} onChange={setTitle} max={60} />
        <DateTimeField label="截止时间" value={due} onChange={setDue} defaultTime="17:00" />
        <LongTextField label="说明" optional value={note} onChange={setNote} max={500} placeholder="要注意什么，找谁问" />
        <ChoiceField label="填哪些人" options={whoOptions} value={who} onChange={setWho} />
      </Card>
      <List title={`要填的列（${asked.length}列）`} note="按表头认出来的，点一下可以改。认不出的列由支部自己填。">
        {asked.map((one) => <Cell key={one.index} title={one.header} value={<Text className={css.aside}>{textOf(one)}{one.required ? '，必填' : ''}</Text>} onTap={() => setEditing(one.index)} />)}
      </List>
      <List title="发给谁"><SwitchField label="全部党支部" hint={`${from.name}下面的，最多300个`} value={all} onChange={setAll} /></List>
      {all ? null : <BranchPicker from={from} chosen={chosen} onChange={setChosen} />}
    </Page>
  )
}

function ColumnSheet({ column, items, onChange, onClose }: { column: Column; items: Collection['items']; onChange: (column: Column) => void; onClose: () => void }) {
  const options = [{ key: HAND, text: '支部手工填（必填）' }, { key: LEAVE, text: '支部手工填（可不填）' }, ...items.filter(({ key }) => key !== 'number')]
  const choose = (key: string): void => onChange(key === HAND || key === LEAVE ? { ...column, item: null, required: key === HAND } : { ...column, item: key })
  return (
    <Sheet open title={column.header} onClose={onClose} footer={<Button text="好" onTap={onClose} />}>
      <ChoiceField label="用什么填" options={options} value={column.item ?? (column.required ? HAND : LEAVE)} onChange={choose} />
      {column.item !== null ? <SwitchField label="必填" hint="缺了会提醒支部，汇总时也会列出来" value={column.required} onChange={(required) => onChange({ ...column, required })} /> : null}
    </Sheet>
  )
}
