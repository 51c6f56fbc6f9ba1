import { Text, View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { Button } from '../../../components/button'
import { Cell, List } from '../../../components/cell'
import { Check } from '../../../components/check'
import { ListEnd } from '../../../components/list-end'
import { SearchBar } from '../../../components/search'
import { Sheet } from '../../../components/sheet'
import { useList } from '../../../services/list'
import type { Run } from '../words'
import type { Plan } from './plan'
import css from '../index.module.scss'

/** Which item a column gets. */
export function ItemSheet({ run, plan }: { run: Run; plan: Plan }) {
  const column = run.columns.find(({ index }) => index === plan.choosing)
  const now = plan.columns.find(({ index }) => index === plan.choosing)?.item ?? ''
  const choose = (item: string): void => {
    if (column) plan.setItem(column.index, item)
    plan.choose(null)
  }
  return (
    <Sheet open={column !== undefined} title={`“${column?.header ?? ''}”填什么`} onClose={() => plan.choose(null)}>
      <List>
        <Cell title="不填，照原样留着" role="radio" checked={now === ''} noArrow before={<Check on={now === ''} />} onTap={() => choose('')} />
        {run.items.map(({ key, text }) => <Cell key={key} title={text} role="radio" checked={now === key} noArrow before={<Check on={now === key} />} onTap={() => choose(key)} />)}
      </List>
    </Sheet>
  )
}

/** Single people, by name. */
export function PeopleSheet({ run, plan }: { run: Run; plan: Plan }) {
  const [search, setSearch] = useState('')
  const [picked, setPicked] = useState<string[]>([])
  const { personIds: _picked, ...open } = plan.who
  const list = useList('backfill.people', plan.picking ? { runId: run.id, who: open, limit: 50, ...(search ? { search } : {}) } : null)
  useEffect(() => {
    if (plan.picking) setPicked(plan.who.personIds ?? [])
    // What was picked before stands there when the sheet opens.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [plan.picking])
  const toggle = (id: string): void => setPicked((was) => (was.includes(id) ? was.filter((one) => one !== id) : [...was, id]))
  const done = (ids: string[]): void => {
    plan.setWho({ ...open, ...(ids.length > 0 ? { personIds: ids } : {}) })
    plan.setPicking(false)
  }
  return (
    <Sheet
      open={plan.picking} title="只填哪几位" onClose={() => plan.setPicking(false)}
      footer={<View className={css.buttons}><Button text={picked.length > 0 ? `就填这${picked.length}位` : '请先点名字'} disabled={picked.length === 0} onTap={() => done(picked)} />{plan.who.personIds ? <Button kind="plain" text="还是全部都填" onTap={() => done([])} /> : null}</View>}
    >
      <SearchBar placeholder="姓名、拼音或学号" onSearch={setSearch} />
      {list.page !== null && list.items.length === 0 ? <Text className={css.small}>没有找到这样的同志。</Text> : null}
      <List>
        {list.items.map(({ id, name, hint }) => <Cell key={id} title={name} hint={hint} role="checkbox" checked={picked.includes(id)} noArrow before={<Check on={picked.includes(id)} />} onTap={() => toggle(id)} />)}
      </List>
      <ListEnd list={list} />
    </Sheet>
  )
}
