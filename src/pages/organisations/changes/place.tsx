import { View } from '@tarojs/components'
import { useState } from 'react'
import { organisationKinds, type OrganisationKind } from '../../../../types/contracts/codes'
import { Cell, List } from '../../../components/cell'
import { EmptyState } from '../../../components/empty'
import { Listed } from '../../../components/listed'
import { SearchBar } from '../../../components/search'
import { Sheet } from '../../../components/sheet'
import { useList } from '../../../services/list'
import { useSession } from '../../../services/session'

export interface Place { id: string; name: string; kind: OrganisationKind }

interface Props {
  open: boolean
  title: string
  /** The superior whose other organisations are offered before anything is searched for. */
  parentId: string
  /** What is not offered. */
  but: string[]
  kinds: OrganisationKind[]
  onClose: () => void
  onChoose: (place: Place) => void
}

/** Choosing an organisation among the neighbours, or by its name anywhere below the officer. */
export function PlaceSheet({ open, title, parentId, but, kinds, onClose, onChoose }: Props) {
  const [text, setText] = useState('')
  const top = useSession()?.me?.posts.find((held) => held.organisationKind === 'committee' || held.organisationKind === 'generalBranch')?.organisationId ?? parentId
  const fits = (place: Place): boolean => kinds.includes(place.kind) && !but.includes(place.id)
  return (
    <Sheet open={open} title={title} onClose={onClose}>
      {open ? (
        <View>
          <SearchBar placeholder="组织名称或拼音首字母" onSearch={setText} />
          {text ? <Found key={text} top={top} text={text} fits={fits} onChoose={onChoose} /> : <Neighbours parentId={parentId} fits={fits} onChoose={onChoose} />}
        </View>
      ) : null}
    </Sheet>
  )
}

interface Rows { fits: (place: Place) => boolean; onChoose: (place: Place) => void }

function Neighbours({ parentId, fits, onChoose }: Rows & { parentId: string }) {
  const list = useList('organisations.below', { organisationId: parentId, limit: 20 })
  const places = list.items.filter(fits)
  return (
    <Listed list={list} empty={<EmptyState title="同一上级下面没有别的支部" hint="可以按名称查找。" />}>
      {places.length > 0 ? <List title="同一上级下面的">{places.map((place) => <Cell key={place.id} title={place.name} hint={`${organisationKinds[place.kind]} · ${place.members}人`} noArrow onTap={() => onChoose(place)} />)}</List> : <EmptyState title="同一上级下面没有别的支部" hint="可以按名称查找。" />}
    </Listed>
  )
}

function Found({ top, text, fits, onChoose }: Rows & { top: string; text: string }) {
  const list = useList('organisations.search', { organisationId: top, text, limit: 20 })
  const places = list.items.filter(fits)
  return (
    <Listed list={list} empty={<EmptyState title="没有找到" hint="试试名称里的几个字，或拼音首字母。" />}>
      <List title="找到的组织">{places.map((place) => <Cell key={place.id} title={place.name} hint={[organisationKinds[place.kind], place.above].filter(Boolean).join(' · ')} noArrow onTap={() => onChoose(place)} />)}</List>
    </Listed>
  )
}
