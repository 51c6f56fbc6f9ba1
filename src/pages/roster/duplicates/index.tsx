import { Text, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { OutputOf } from '../../../../types/contracts'
import { duplicateReasons, type DuplicateReason } from '../../../../types/contracts/codes'
import { Cell, List } from '../../../components/cell'
import { EmptyState } from '../../../components/empty'
import { Page } from '../../../components/page'
import { open, param } from '../../../services/nav'
import { useQuery } from '../../../services/query'
import { twinLine } from '../twin'
import css from './index.module.scss'

type Pair = OutputOf<'roster.duplicates'>['pairs'][number]

/** 查重: who may be on the roster twice, and the way to make one record of two. */
export default function RosterDuplicatesPage() {
  const id = param(useRouter().params, 'id')
  const found = useQuery('roster.duplicates', id ? { organisationId: id } : {})
  return (
    <Page query={found} skeleton="list">
      {(data) => data.pairs.length === 0 ? <EmptyState title="没有发现重复登记" hint="看的是学号、姓名和出生年月。同一个身份证号本来就不能登记两次。" /> : (
        <View>
          <Text className={css.lead}>可能是同一位同志的有{data.total}对{data.total > data.pairs.length ? `，先看这${data.pairs.length}对` : ''}。点开逐项核对，确实是同一位再合并；只是同名的，不用管。</Text>
          {(Object.keys(duplicateReasons) as DuplicateReason[]).map((reason) => <Pairs key={reason} title={duplicateReasons[reason]} pairs={data.pairs.filter((pair) => pair.reason === reason)} />)}
        </View>
      )}
    </Page>
  )
}

function Pairs({ title, pairs }: { title: string; pairs: Pair[] }) {
  if (pairs.length === 0) return null
  return (
    <List title={title}>
      {pairs.map(({ one, other }) => (
        <Cell
          key={`${one.id} ${other.id}`} title={one.name === other.name ? one.name : `${one.name}、${other.name}`}
          hint={<View><View>{twinLine(one)}</View><View>{twinLine(other)}</View></View>} label={`${one.name}，${twinLine(one)}；${twinLine(other)}`}
          onTap={() => open('/pages/roster/merge/index', { id: one.id, other: other.id })}
        />
      ))}
    </List>
  )
}
