import { View } from '@tarojs/components'
import { organisationKinds } from '../../../../types/contracts/codes'
import { Cell, List } from '../../../components/cell'
import { EmptyState } from '../../../components/empty'
import { Listed } from '../../../components/listed'
import { useList } from '../../../services/list'
import { open } from '../../../services/nav'

/** Organisations anywhere below one whose name has these words. */
export function FoundRows({ id, text }: { id: string; text: string }) {
  const list = useList('organisations.search', { organisationId: id, text, limit: 20 })
  return (
    <View>
      <Listed list={list} empty={<EmptyState title="没有找到这个组织" hint="试试名称里的几个字，或拼音首字母。" />}>
        <List title="找到的组织">
          {list.items.map((one) => <Cell key={one.id} title={one.name} hint={[organisationKinds[one.kind], one.above].filter(Boolean).join(' · ')} onTap={() => open('/pages/organisations/tree/index', { id: one.id })} />)}
        </List>
      </Listed>
    </View>
  )
}
