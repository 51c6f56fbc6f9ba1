import { Text, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { OutputOf } from '../../../../types/contracts'
import { duplicateReasons, type DuplicateReason } from '../../../../types/contracts/codes'
import { Button } from '../../../components/button'
import { Cell, List } from '../../../components/cell'
import { EmptyState } from '../../../components/empty'
import { Page } from '../../../components/page'
import { useAction } from '../../../services/action'
import { whenText } from '../../../services/dates'
import { open, param } from '../../../services/nav'
import { useQuery } from '../../../services/query'
import { said } from '../../../services/say'
import { twinLine } from '../twin'
import css from './index.module.scss'

type Found = OutputOf<'roster.duplicates'>
type Twins = Pick<Found['pairs'][number], 'one' | 'other'>

/** 查重: who may be on the roster twice, and the way to make one record of two or to say that they are two. */
export default function RosterDuplicatesPage() {
  const id = param(useRouter().params, 'id')
  const found = useQuery('roster.duplicates', id ? { organisationId: id } : {})
  const notSame = useAction('roster.notSame')
  const mark = async ({ one, other }: Twins, same: boolean): Promise<void> => {
    if (!(await notSame.run({ memberId: one.id, duplicateId: other.id, same }))) return
    said(same ? '已放回待核对' : '已记下，不再提示')
    await found.reload()
  }
  return (
    <Page query={found} skeleton="list">
      {(data) => (
        <View>
          {data.pairs.length === 0 ? <EmptyState title="没有发现重复登记" hint="看的是学号、姓名和出生年月。同一个身份证号本来就不能登记两次。" /> : (
            <Text className={css.lead}>可能是同一位同志的有{data.total}对{data.total > data.pairs.length ? `，先看这${data.pairs.length}对` : ''}。点开逐项核对，确实是同一位再合并；只是同名的，点“不是同一人”，以后不再提示。</Text>
          )}
          {(Object.keys(duplicateReasons) as DuplicateReason[]).map((reason) => (
            <Pairs key={reason} title={duplicateReasons[reason]} pairs={data.pairs.filter((pair) => pair.reason === reason)} busy={notSame.busy} word="不是同一人" onMark={(pair) => void mark(pair, false)} />
          ))}
          <Pairs title="已核对，不是同一人" pairs={data.apart} busy={notSame.busy} word="放回待核对" onMark={(pair) => void mark(pair, true)} />
        </View>
      )}
    </Page>
  )
}

const namesOf = ({ one, other }: Twins): string => (one.name === other.name ? one.name : `${one.name}、${other.name}`)

interface PairsProps { title: string; pairs: (Twins & Partial<Pick<Found['apart'][number], 'byName' | 'at'>>)[]; busy: boolean; word: string; onMark: (pair: Twins) => void }

function Pairs({ title, pairs, busy, word, onMark }: PairsProps) {
  if (pairs.length === 0) return null
  return (
    <List title={title}>
      {pairs.map((pair) => (
        <View key={`${pair.one.id} ${pair.other.id}`} className={css.pair}>
          <Cell
            title={namesOf(pair)}
            hint={<View><View>{twinLine(pair.one)}</View><View>{twinLine(pair.other)}</View>{pair.byName && pair.at ? <View>{pair.byName} {whenText(pair.at)}核对</View> : null}</View>}
            label={`${namesOf(pair)}，${twinLine(pair.one)}；${twinLine(pair.other)}`} onTap={() => open('/pages/roster/merge/index', { id: pair.one.id, other: pair.other.id })}
          />
          <View className={css.act}><Button small kind="plain" text={word} label={`${namesOf(pair)}：${word}`} disabled={busy} onTap={() => onMark(pair)} /></View>
        </View>
      ))}
    </List>
  )
}
