import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { OutputOf } from '../../../../types/contracts'
import { Button } from '../../../components/button'
import { Chips } from '../../../components/chips'
import { ChoiceField, TextField } from '../../../components/field'
import { Failed } from '../../../components/page'
import { Sheet } from '../../../components/sheet'
import { useAction } from '../../../services/action'
import type { Query } from '../../../services/query'
import { said } from '../../../services/say'
import { alike, filterOf, isNarrow, narrowingOf, type Narrowing } from './filters'
import css from './index.module.scss'

type Choices = OutputOf<'roster.choices'>
interface Props { open: boolean; organisationId: string; choices: Query<Choices>; now: Narrowing; onChange: (next: Narrowing) => void; onClose: () => void }

/** What stands for no narrowing in a choice; nothing on a roster is called so. */
const ALL = '*'

/** Group and class to choose from, and the filters that the account has given a name. */
export function FilterSheet({ open, organisationId, choices, now, onChange, onClose }: Props) {
  return (
    <Sheet open={open} title="筛选" onClose={onClose} footer={<Button text="看结果" onTap={onClose} />}>
      {choices.data ? <Fields organisationId={organisationId} data={choices.data} put={choices.put} now={now} onChange={onChange} /> : choices.error ? <Failed error={choices.error} reload={choices.reload} /> : <Text className={css.note}>正在加载…</Text>}
    </Sheet>
  )
}

function Fields({ organisationId, data, put, now, onChange }: { organisationId: string; data: Choices; put: (data: Choices) => void; now: Narrowing; onChange: (next: Narrowing) => void }) {
  const save = useAction('roster.saveFilter')
  const drop = useAction('roster.dropFilter')
  const [name, setName] = useState('')
  const chosen = data.saved.find(({ filter }) => alike(narrowingOf(filter), now))
  const groups = [{ key: ALL, text: '全部' }, ...data.groups.map(({ id, name: text, count }) => ({ key: id, text: `${text}（${count}人）` })), { key: '', text: `未编组（${data.noGroup}人）` }]
  const classes = [{ key: ALL, text: '全部' }, ...data.classes.map(({ name: text, count }) => ({ key: text, text: `${text}（${count}人）` })), { key: '', text: `未填班级（${data.noClass}人）` }]
  const narrow = (item: 'groupId' | 'className', value: string): void => {
    const { [item]: _, ...rest } = now
    onChange(value === ALL ? rest : { ...rest, [item]: value })
  }
  const keep = async (): Promise<void> => {
    const answer = await save.run({ organisationId, name, filter: filterOf(now) })
    if (!answer) return
    put({ ...data, saved: answer.saved })
    setName('')
    said('已存好')
  }
  const forget = async (which: string): Promise<void> => {
    const answer = await drop.run({ organisationId, name: which })
    if (answer) put({ ...data, saved: answer.saved })
  }
  return (
    <View>
      {data.saved.length > 0 ? <Text className={css.note}>常用筛选</Text> : null}
      {data.saved.length > 0 ? <Chips items={data.saved.map((one) => ({ key: one.name, text: one.name }))} on={chosen ? [chosen.name] : []} onToggle={(key) => { const one = data.saved.find((saved) => saved.name === key); if (one) onChange(one === chosen ? { on: [] } : narrowingOf(one.filter)) }} /> : null}
      <ChoiceField label="党小组" options={groups} value={now.groupId ?? ALL} onChange={(value) => narrow('groupId', value)} />
      <ChoiceField label="班级" options={classes} value={now.className ?? ALL} onChange={(value) => narrow('className', value)} />
      {chosen ? <Button kind="quiet" text={`删去常用筛选“${chosen.name}”`} busy={drop.busy} onTap={() => void forget(chosen.name)} /> : null}
      {!chosen && isNarrow(now) ? (
        <View>
          <TextField label="存为常用筛选" hint="连同正式、预备、未加入、已移出一起存，最多10个，只有您自己看到" placeholder="起个名字，如：大四预备" max={20} value={name} onChange={setName} optional />
          <Button kind="plain" text="存起来" disabled={name.trim() === ''} busy={save.busy} onTap={() => void keep()} />
        </View>
      ) : null}
    </View>
  )
}
