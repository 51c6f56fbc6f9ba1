import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import type { CollectionConflict } from '../../../../types/contracts/collections'
import { Cell, List } from '../../../components/cell'
import { EmptyState } from '../../../components/empty'
import { ListEnd } from '../../../components/list-end'
import { Page } from '../../../components/page'
import { param } from '../../../services/nav'
import { useQuery } from '../../../services/query'
import { choose } from '../../../services/say'
import { useShown } from '../../../services/shown'
import { SendBack } from '../task/branch'

type Branch = CollectionConflict['branches'][number]

/** What does not add up in what branches have confirmed; each is sent back from here. */
export default function CollectionConflictsPage() {
  const id = param(useRouter().params, 'id')
  const found = useQuery('collections.conflicts', { collectionId: id })
  const [branch, setBranch] = useState<Branch | null>(null)
  const shown = useShown(found.data?.items ?? [], id)
  const tap = async ({ branches }: CollectionConflict): Promise<void> => {
    const chosen = branches.length > 1 ? await choose(branches.slice(0, 6).map(({ name }) => `退回给${name}`)) : 0
    if (chosen !== null) setBranch(branches[chosen] ?? null)
  }
  return (
    <Page query={found} over={branch ? <SendBack branch={branch} onClose={() => setBranch(null)} onDone={() => { setBranch(null); void found.reload() }} /> : null}>
      {(data) => (data.total === 0 ? <EmptyState title={data.rows === 0 ? '还没有支部确认' : '没有对不上的'} hint={data.rows === 0 ? '有支部确认以后，这里会比对。' : `已确认的${data.rows}人里没有重复，人数和必填都对得上。`} /> : (
        <View>
          <List title={`对不上的${data.total}处`} note={`点一处，可以退回给那个支部。${data.total > data.items.length ? `先列前${data.items.length}处。` : ''}`}>
            {shown.items.map((item) => <Cell key={`${item.kind}${item.text}${item.branches.map((one) => one.id).join()}`} title={item.text} hint={item.branches.map((one) => one.name).join('、')} onTap={() => void tap(item)} />)}
          </List>
          <ListEnd list={{ items: shown.items, more: shown.more, loading: false, error: null, loadMore: async () => shown.showMore() }} />
        </View>
      ))}
    </Page>
  )
}
