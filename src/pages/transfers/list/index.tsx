import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { useRouter } from '@tarojs/taro'
import type { TransferState } from '../../../../types/contracts/codes'
import { Button } from '../../../components/button'
import { List } from '../../../components/cell'
import { Chips } from '../../../components/chips'
import { EmptyState } from '../../../components/empty'
import { FooterBar } from '../../../components/footer'
import { Listed } from '../../../components/listed'
import { Page } from '../../../components/page'
import { SearchBar } from '../../../components/search'
import { Segmented } from '../../../components/segmented'
import { useList } from '../../../services/list'
import { open, param } from '../../../services/nav'
import { useQuery } from '../../../services/query'
import css from '../index.module.scss'
import { TransferRow } from '../row'
import { openStates } from '../words'

type Side = 'open' | 'over'
const sides = [{ key: 'open', text: '在办' }, { key: 'over', text: '已办结' }] as const

/** 组织关系转接 of an organisation and all below it: the soonest deadline first. */
export default function TransferListPage() {
  const id = param(useRouter().params, 'id')
  const organisation = useQuery('organisations.get', id ? { organisationId: id } : {})
  const [side, setSide] = useState<Side>('open')
  const [state, setState] = useState<TransferState | null>(null)
  const [search, setSearch] = useState('')
  const narrow = side === 'open' && state !== null
  const list = useList('transfers.list', { ...(id ? { organisationId: id } : {}), ...(narrow ? { state } : { over: side === 'over' }), ...(search ? { search } : {}), limit: 20 })
  const keeps = organisation.data?.can.keepRoster ?? false
  const begin = (): void => open('/pages/transfers/new/index', { id: organisation.data?.id })

  return (
    <Page query={organisation} footer={keeps ? <FooterBar><Button text="办理转接" onTap={begin} /></FooterBar> : null}>
      {(found) => (
        <View>
          <Segmented items={sides} chosen={side} onChoose={setSide} />
          <SearchBar placeholder="姓名、拼音或首字母" onSearch={setSearch} />
          {side === 'open' ? <Chips items={openStates} on={state ? [state] : []} onToggle={(key) => setState((was) => (was === key ? null : key))} /> : null}
          <Listed list={list} empty={<Nothing side={side} narrow={narrow || search !== ''} keeps={keeps} onBegin={begin} />}>
            <List title={found.kind === 'branch' ? '' : `${found.name}及下级组织`}>{list.items.map((line) => <TransferRow key={line.id} line={line} />)}</List>
          </Listed>
          <Text className={css.note}>这里只登记办到哪一步，介绍信由有权限的党组织开具。组织关系以全国党员管理信息系统为准。</Text>
        </View>
      )}
    </Page>
  )
}

function Nothing({ side, narrow, keeps, onBegin }: { side: Side; narrow: boolean; keeps: boolean; onBegin: () => void }) {
  if (narrow) return <EmptyState title="没有符合条件的转接" hint="换一个状态，或清空查找的字。" />
  if (side === 'over') return <EmptyState title="还没有办结的转接" />
  return keeps ? <EmptyState title="没有正在办的转接" hint="有同志要转出、转入，或外单位的同志来报到，从这里办理。" action={{ text: '办理转接', onTap: onBegin }} /> : <EmptyState title="没有正在办的转接" />
}
