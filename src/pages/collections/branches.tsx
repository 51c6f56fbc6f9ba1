import { View } from '@tarojs/components'
import { useState } from 'react'
import { organisationKinds, type OrganisationKind } from '../../../types/contracts/codes'
import { Button } from '../../components/button'
import { Cell, List } from '../../components/cell'
import { Check } from '../../components/check'
import { EmptyState } from '../../components/empty'
import { Listed } from '../../components/listed'
import { SearchBar } from '../../components/search'
import { useList } from '../../services/list'

export interface Chosen { id: string; name: string }
interface Place { id: string; name: string; kind: OrganisationKind }
interface Props { from: Place; chosen: Chosen[]; onChange: (chosen: Chosen[]) => void }

const holds = ({ kind }: Place): boolean => kind === 'committee' || kind === 'generalBranch'

/** Picks branches from the tree; an organisation above branches stands for all below it. */
export function BranchPicker({ from, chosen, onChange }: Props) {
  const [path, setPath] = useState<Place[]>([from])
  const [words, setWords] = useState('')
  const at = path[path.length - 1] ?? from
  const toggle = ({ id, name }: Chosen): void => onChange(chosen.some((one) => one.id === id) ? chosen.filter((one) => one.id !== id) : [...chosen, { id, name }])
  const rowOf = (place: Place) => <Row key={place.id} place={place} on={chosen.some(({ id }) => id === place.id)} onTap={() => toggle(place)} onOpen={holds(place) ? () => setPath([...path, place]) : undefined} />
  return (
    <View>
      {chosen.length > 0 ? <List title={`已选${chosen.length}个`}>{chosen.map((one) => <Cell key={one.id} title={one.name} value="去掉" noArrow label={`去掉${one.name}`} onTap={() => toggle(one)} />)}</List> : null}
      <SearchBar placeholder="组织名称或拼音首字母" onSearch={setWords} />
      {words ? <Found key={words} id={from.id} text={words} rowOf={rowOf} /> : (
        <View>
          {path.length > 1 ? <Button kind="quiet" small text={`返回${path[path.length - 2]?.name ?? ''}`} onTap={() => setPath(path.slice(0, -1))} /> : null}
          <Below key={at.id} at={at} rowOf={rowOf} />
        </View>
      )}
    </View>
  )
}

function Row({ place, on, onTap, onOpen }: { place: Place; on: boolean; onTap: () => void; onOpen: (() => void) | undefined }) {
  return (
    <>
      <Cell title={place.name} hint={holds(place) ? `${organisationKinds[place.kind]}，勾选表示下面的全部党支部` : organisationKinds[place.kind]} before={<Check on={on} />} noArrow role="checkbox" checked={on} onTap={onTap} />
      {onOpen ? <Cell title={`只选${place.name}下面的几个`} onTap={onOpen} /> : null}
    </>
  )
}

interface Rows { rowOf: (place: Place) => React.ReactNode }

function Below({ at, rowOf }: Rows & { at: Place }) {
  const list = useList('organisations.below', { organisationId: at.id, limit: 20 })
  return (
    <Listed list={list} empty={<EmptyState title="下面没有党支部" />}>
      <List title={`${at.name}的下级组织`}>{list.items.map(rowOf)}</List>
    </Listed>
  )
}

function Found({ id, text, rowOf }: Rows & { id: string; text: string }) {
  const list = useList('organisations.search', { organisationId: id, text, limit: 20 })
  return (
    <Listed list={list} empty={<EmptyState title="没有找到这个组织" hint="试试名称里的几个字，或拼音首字母。" />}>
      <List>{list.items.filter(({ kind }) => kind !== 'group').map(rowOf)}</List>
    </Listed>
  )
}
