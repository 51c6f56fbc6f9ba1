import { View } from '@tarojs/components'
import { useState } from 'react'
import { Cell, List } from '../../../components/cell'
import { EmptyState } from '../../../components/empty'
import { TextField } from '../../../components/field'
import { SearchBar } from '../../../components/search'
import { useQuery } from '../../../services/query'
import type { Draft, Elsewhere } from './draft'

interface BranchProps { chosen: Draft['branch']; onChoose: (branch: Draft['branch']) => void }

/** A branch of the own tree: those beside the own one at first, any other by its name. */
export function BranchTarget({ chosen, onChoose }: BranchProps) {
  const [text, setText] = useState('')
  const found = useQuery('transfers.targets', text ? { text } : {})
  if (chosen) return <List title="转到"><Cell title={chosen.name} hint={chosen.above} value="重选" noArrow onTap={() => onChoose(null)} /></List>
  const items = found.data?.items ?? []
  return (
    <View>
      <SearchBar placeholder="支部名称里的几个字，或拼音首字母" onSearch={setText} />
      {items.length > 0
        ? <List title="转到哪个支部">{items.map((one) => <Cell key={one.id} title={one.name} hint={one.above} onTap={() => onChoose(one)} />)}</List>
        : found.loading ? null : <EmptyState title={text ? '没有找到这个支部' : '这里没有别的支部'} hint={text ? '换几个字试试；不在这个系统里的，请选外单位。' : '转到这个系统以外的党组织，请选外单位。'} />}
    </View>
  )
}

interface ElsewhereProps { value: Elsewhere; onChange: (value: Elsewhere) => void; from?: boolean; tried: boolean }

/** A party organisation that is not kept here. */
export function ElsewhereFields({ value, onChange, from, tried }: ElsewhereProps) {
  const set = (key: keyof Elsewhere) => (text: string): void => onChange({ ...value, [key]: text })
  return (
    <View>
      <TextField label={from ? '从哪个党组织来' : '转到哪个党组织'} value={value.name} onChange={set('name')} max={80} placeholder="照介绍信写全称" error={tried && !value.name.trim() ? '请写明党组织名称' : null} />
      <TextField label="所在省" value={value.province} onChange={set('province')} max={20} optional />
      <TextField label="上级党委" value={value.committee} onChange={set('committee')} max={80} optional />
    </View>
  )
}
