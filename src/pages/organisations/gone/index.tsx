import { useRouter } from '@tarojs/taro'
import { organisationKinds } from '../../../../types/contracts/codes'
import { Cell, List } from '../../../components/cell'
import { EmptyState } from '../../../components/empty'
import { Listed } from '../../../components/listed'
import { Page } from '../../../components/page'
import { whenText } from '../../../services/dates'
import { useList } from '../../../services/list'
import { open, param } from '../../../services/nav'

/** 已撤销: organisations below one that have ended; their records are read on. */
export default function OrganisationsGonePage() {
  const id = param(useRouter().params, 'id')
  const list = useList('organisations.gone', { ...(id ? { organisationId: id } : {}), limit: 20 })
  return (
    <Page>
      <Listed list={list} empty={<EmptyState title="没有撤销过的组织" hint="撤销、合并以后，原来的组织列在这里，以往的记录都在。" />}>
        <List note="只能查看。撤销时移出名册的同志和以往的记录，点进去可以看。">
          {list.items.map((one) => <Cell key={one.id} title={one.name} hint={[organisationKinds[one.kind], one.above, `${whenText(one.dissolvedAt)}撤销`].filter(Boolean).join(' · ')} onTap={() => open('/pages/organisations/tree/index', { id: one.id })} />)}
        </List>
      </Listed>
    </Page>
  )
}
