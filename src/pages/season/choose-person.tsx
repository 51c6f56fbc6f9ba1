import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { posts as postLabels, type OrganisationKind } from '../../../types/contracts/codes'
import { Button } from '../../components/button'
import { Cell, List } from '../../components/cell'
import { SearchBar } from '../../components/search'
import { Sheet } from '../../components/sheet'
import { useList } from '../../services/list'
import css from './index.module.scss'

export interface Chosen { id: string; name: string }
interface Place { id: string; name: string; kind: OrganisationKind }
interface Props { open: boolean; title: string; organisation: Place; onChoose: (person: Chosen) => void; onClose: () => void }

/** A person of a branch or, above the branches, of one below, who has joined. */
export function ChoosePerson({ open, title, organisation, onChoose, onClose }: Props) {
  const [path, setPath] = useState<Place[]>([])
  const at = path[path.length - 1] ?? organisation
  return (
    <Sheet open={open} title={title} onClose={onClose}>
      {path.length > 0 ? <Button kind="quiet" text="返回" onTap={() => setPath(path.slice(0, -1))} /> : null}
      {at.kind === 'branch' ? null : <Below key={at.id} id={at.id} onOpen={(place) => setPath([...path, place])} />}
      <People key={`${at.id}-people`} place={at} onChoose={onChoose} />
    </Sheet>
  )
}

function Below({ id, onOpen }: { id: string; onOpen: (place: Place) => void }) {
  const list = useList('organisations.below', { organisationId: id, limit: 50 })
  if (list.items.length === 0) return null
  return <List title="从下级组织里选">{list.items.map((place) => <Cell key={place.id} title={place.name} onTap={() => onOpen(place)} />)}</List>
}

function People({ place, onChoose }: { place: Place; onChoose: (person: Chosen) => void }) {
  const [search, setSearch] = useState('')
  const list = useList('roster.list', { organisationId: place.id, bound: true, limit: 20, ...(search ? { search } : {}) })
  return (
    <View>
      <SearchBar placeholder="姓名、拼音或首字母" onSearch={setSearch} />
      {list.error && !list.loading ? <Text className={css.text}>{list.error.message}</Text> : null}
      {!list.loading && !list.error && list.items.length === 0 ? <Text className={css.text}>{search ? '没有找到这位同志，也可能还没有加入。' : '还没有已加入的同志，请先发加入卡片。'}</Text> : null}
      <List title={place.name}>
        {list.items.map((line) => <Cell key={line.id} title={line.name} hint={[line.groupName, ...line.posts.map((held) => postLabels[held])].filter(Boolean).join(' · ')} onTap={() => onChoose(line)} />)}
      </List>
      {list.more ? <Button kind="quiet" text="显示更多" busy={list.loading} onTap={() => void list.loadMore()} /> : null}
    </View>
  )
}
