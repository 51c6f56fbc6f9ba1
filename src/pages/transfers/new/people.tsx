import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Cell, List } from '../../../components/cell'
import { Check } from '../../../components/check'
import { EmptyState } from '../../../components/empty'
import { ChoiceField } from '../../../components/field'
import { Listed } from '../../../components/listed'
import { SearchBar } from '../../../components/search'
import { call } from '../../../services/cloud'
import { useList } from '../../../services/list'
import { useQuery } from '../../../services/query'
import { tell } from '../../../services/say'
import css from '../index.module.scss'

/** As many as one call takes. */
const MOST = 200

interface Props { organisationId: string; picked: string[]; onPick: (ids: string[]) => void }

/** Who is to be transferred: one by one, or a whole class. */
export function People({ organisationId, picked, onPick }: Props) {
  const [search, setSearch] = useState('')
  const list = useList('roster.list', { organisationId, ...(search ? { search } : {}), limit: 20 })
  const choices = useQuery('roster.choices', { organisationId })
  const classes = (choices.data?.classes ?? []).map(({ name, count }) => ({ key: name, text: `${name}（${count}人）` }))
  const take = async (ids: string[]): Promise<void> => {
    const all = [...new Set([...picked, ...ids])]
    onPick(all.slice(0, MOST))
    if (all.length > MOST) await tell(`一次最多${MOST}人，多出的请再办一次。`, '人数较多')
  }
  const takeClass = async (className: string): Promise<void> => take((await call('roster.select', { organisationId, className })).memberIds)
  const toggle = (id: string): void => onPick(picked.includes(id) ? picked.filter((one) => one !== id) : [...picked, id].slice(0, MOST))
  return (
    <View>
      <SearchBar placeholder="姓名、拼音、首字母或学号" onSearch={setSearch} />
      {classes.length > 0 ? <ChoiceField label="整班选" options={classes} value={null} placeholder="选一个班，全班加进来" onChange={(name) => void takeClass(name)} optional /> : null}
      <Listed list={list} empty={<EmptyState title="没有找到这位同志" />}>
        <List title={`已选${picked.length}人`} {...(picked.length > 0 ? { action: { text: '全部取消', onTap: () => onPick([]) } } : {})}>
          {list.items.map((line) => (
            <Cell key={line.id} title={<Text>{line.name}</Text>} hint={line.groupName} before={<Check on={picked.includes(line.id)} />} role="checkbox" checked={picked.includes(line.id)} noArrow label={line.name} onTap={() => toggle(line.id)} />
          ))}
        </List>
      </Listed>
      <View className={css.gap} />
    </View>
  )
}
