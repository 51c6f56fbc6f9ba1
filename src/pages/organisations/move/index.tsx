import { Text, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { organisationKinds, type OrganisationKind } from '../../../../types/contracts/codes'
import type { Organisation } from '../../../../types/contracts/organisations'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Cell, List } from '../../../components/cell'
import { EmptyState } from '../../../components/empty'
import { FooterBar } from '../../../components/footer'
import { Listed } from '../../../components/listed'
import { Page } from '../../../components/page'
import { reasonOf } from '../../../services/abilities'
import { useAction } from '../../../services/action'
import { useList } from '../../../services/list'
import { back, param } from '../../../services/nav'
import { useQuery } from '../../../services/query'
import { ask, said, tell } from '../../../services/say'
import { useSensitive } from '../../../services/sensitive'
import { useSession } from '../../../services/session'
import { EndingPosts } from '../changes/preview'
import css from '../index.module.scss'

interface Place { id: string; name: string; kind: OrganisationKind }
const mayHold = ({ kind }: Place): boolean => kind === 'committee' || kind === 'generalBranch'

/** Carries an organisation with all below it under another superior, chosen among those that the officer looks after. */
export default function OrganisationMovePage() {
  const id = param(useRouter().params, 'id')
  const organisation = useQuery('organisations.get', id ? { organisationId: id } : null)
  const tops = (useSession()?.me?.posts ?? []).map((held) => ({ id: held.organisationId, name: held.organisationName, kind: held.organisationKind })).filter(mayHold)
  const [path, setPath] = useState<Place[]>([])
  const sensitive = useSensitive()
  const move = useAction('organisations.move', { guard: sensitive.guard })
  const chosen = path[path.length - 1]

  const go = async (found: Organisation, to: Place): Promise<void> => {
    if (!(await ask({ title: `归到${to.name}？`, text: `${found.name}连同下级组织和全部同志一起归过去。原上级组织从此看不到，新上级组织立即看得到。记录不变；在原上级组织担任的职务同时免去。`, ok: '调整', no: '先不' }))) return
    const done = await move.run({ organisationId: found.id, parentId: to.id })
    if (!done) return
    if (done.done) said('已调整')
    else await tell('组织较多，系统正在接着办，几分钟内办完。您可以离开这一页。', '正在调整')
    back()
  }
  return (
    <Page
      query={organisation} skeleton="list" over={sensitive.sheet}
      footer={organisation.data ? <FooterBar><Button text={chosen ? `归到${chosen.name}` : '请先选上级组织'} busy={move.busy} disabled={!chosen} reason={reasonOf(organisation.data, 'move')} onTap={() => chosen && void go(organisation.data as Organisation, chosen)} /></FooterBar> : null}
    >
      {(found) => (
        <View>
          <Card title={found.name}><Text className={css.numbers}>选一个新的上级组织</Text></Card>
          {tops.length === 0 ? <EmptyState title="没有可选的上级组织" hint="隶属关系由上级组织的负责人调整。" /> : null}
          {chosen ? <PostsLeft organisationId={found.id} parentId={chosen.id} /> : null}
          {chosen ? <List title="已选"><Cell title={chosen.name} hint={organisationKinds[chosen.kind]} value="重选" noArrow onTap={() => setPath([])} /></List> : null}
          {chosen ? <Below key={chosen.id} at={chosen} moving={found.id} onChoose={(place) => setPath([...path, place])} /> : tops.length === 0 ? null : (
            <List title="您负责的组织">{tops.map((place) => <Cell key={place.id} title={place.name} hint={organisationKinds[place.kind]} onTap={() => setPath([place])} />)}</List>
          )}
        </View>
      )}
    </Page>
  )
}

/** Posts that end, because their superior is left. */
function PostsLeft({ organisationId, parentId }: { organisationId: string; parentId: string }) {
  const ending = useQuery('organisations.previewMove', { organisationId, parentId }).data
  return ending ? <EndingPosts posts={ending.posts} total={ending.postsTotal} /> : null
}

/** Superiors further down. */
function Below({ at, moving, onChoose }: { at: Place; moving: string; onChoose: (place: Place) => void }) {
  const list = useList('organisations.below', { organisationId: at.id, limit: 50 })
  const places = list.items.filter((place) => mayHold(place) && place.id !== moving)
  return (
    <Listed list={list} empty={null}>
      {places.length > 0 ? <List title="或者选它下面的">{places.map((place) => <Cell key={place.id} title={place.name} hint={organisationKinds[place.kind]} onTap={() => onChoose(place)} />)}</List> : null}
    </Listed>
  )
}
