import { View } from '@tarojs/components'
import Taro, { useRouter } from '@tarojs/taro'
import { useEffect, useState } from 'react'
import { organisationKinds } from '../../../../types/contracts/codes'
import type { Organisation } from '../../../../types/contracts/organisations'
import { Card } from '../../../components/card'
import { Cell, List } from '../../../components/cell'
import { Button } from '../../../components/button'
import { Listed } from '../../../components/listed'
import { Page } from '../../../components/page'
import { SearchBar } from '../../../components/search'
import { useList } from '../../../services/list'
import { open, param } from '../../../services/nav'
import { useSession } from '../../../services/session'
import { useQuery } from '../../../services/query'
import { offered, reasonOf } from '../../../services/abilities'
import { NothingBelow, TreeRows } from './branches'
import { ChangeNote } from '../changes/note'
import { Warnings } from '../warnings'
import { CreateSheet } from './create'
import { FoundRows } from './search'
import css from '../index.module.scss'

/** One organisation: its numbers, its work, and the tree below it. */
export default function OrganisationTreePage() {
  const id = param(useRouter().params, 'id')
  const organisation = useQuery('organisations.get', id ? { organisationId: id } : {})
  const can = useSession()?.can
  // Roster and posts are open to those whose post lets them see the organisation, which these abilities come with.
  const officer = Boolean(can && (can.postNotice || can.keepRoster || can.seeBelow))
  const [creating, setCreating] = useState(false)
  const data = organisation.data
  useEffect(() => {
    if (data) void Taro.setNavigationBarTitle({ title: organisationKinds[data.kind] })
  }, [data])
  return (
    <Page query={organisation} over={data ? <CreateSheet parent={data} open={creating} onClose={() => setCreating(false)} onDone={() => void organisation.reload()} /> : null}>
      {(found) => (
        <View>
          <Card title={found.name}>
            {found.dissolvedAt ? null : found.kind === 'branch' || found.kind === 'group' ? <View className={css.numbers}>党员{found.members}人，已在微信上加入{found.bound}人</View> : <View className={css.numbers}>人数见各下级组织</View>}
          </Card>
          {officer ? <ChangeNote organisation={found} /> : null}
          {officer && !found.dissolvedAt ? <Warnings organisationId={found.id} /> : null}
          {officer ? (
            <List>
              <Cell title="花名册" hint={found.dissolvedAt ? '筛选“已移出”，看当时移出的同志' : null} onTap={() => open('/pages/roster/list/index', { id: found.id })} />
              {found.dissolvedAt ? null : <Cell title="职务" hint="任命、确认、免去" onTap={() => open('/pages/organisations/posts/index', { id: found.id })} />}
              {found.dissolvedAt ? null : <Cell title="设置" hint={found.kind === 'branch' ? '名称、积分、支部码' : '名称'} onTap={() => open('/pages/organisations/settings/index', { id: found.id })} />}
            </List>
          ) : null}
          {found.kind === 'branch' ? <Groups organisation={found} /> : found.kind === 'group' || found.dissolvedAt ? null : <Below id={found.id} />}
          {officer && (found.kind === 'committee' || found.kind === 'generalBranch') && !found.dissolvedAt ? <List><Cell title="已撤销的组织" hint="撤销、合并以后的记录" onTap={() => open('/pages/organisations/gone/index', { id: found.id })} /></List> : null}
          {found.kind !== 'group' && !found.dissolvedAt && offered(found, 'addBelow') ? (
            <Button kind="plain" text={found.kind === 'branch' ? '新建党小组' : '新建下级组织'} reason={reasonOf(found, 'addBelow')} onTap={() => setCreating(true)} />
          ) : null}
        </View>
      )}
    </Page>
  )
}

function Groups({ organisation }: { organisation: Organisation }) {
  if (organisation.groups.length === 0) return null
  return (
    <List title="党小组">
      {organisation.groups.map((group) => <Cell key={group.id} title={group.name} onTap={() => open('/pages/organisations/tree/index', { id: group.id })} />)}
    </List>
  )
}

/** The tree below: folds and opens; found by name where it is known. */
function Below({ id }: { id: string }) {
  const [text, setText] = useState('')
  const list = useList('organisations.below', { organisationId: id, limit: 20 })
  return (
    <View>
      <SearchBar placeholder="组织名称或拼音首字母" onSearch={setText} />
      {text ? <FoundRows key={text} id={id} text={text} /> : <Listed list={list} empty={<NothingBelow />}><TreeRows items={list.items} /></Listed>}
    </View>
  )
}
