import { Text, View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import Taro, { useRouter } from '@tarojs/taro'
import type { OutputOf } from '../../../../types/contracts'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { List } from '../../../components/cell'
import { EmptyState } from '../../../components/empty'
import { ListEnd } from '../../../components/list-end'
import { Page } from '../../../components/page'
import { ReasonSheet } from '../../../components/reason'
import { Tag } from '../../../components/tag'
import { useAction } from '../../../services/action'
import { aria } from '../../../services/aria'
import { whenText } from '../../../services/dates'
import { useList, type List as Paged } from '../../../services/list'
import { open, param } from '../../../services/nav'
import { said } from '../../../services/say'
import css from './index.module.scss'

type Ledger = OutputOf<'points.mine'>
type Line = Ledger['items'][number]

/** 积分明细: every line with its reason. A wrong line is reversed by another, never changed; nobody is ranked. */
export default function PointsLedgerPage() {
  const id = param(useRouter().params, 'id')
  return id ? <OfMember memberId={id} /> : <Mine />
}

function Mine() {
  const list = useList('points.mine', { limit: 20 })
  return <Book list={list} title="我的积分" />
}

function OfMember({ memberId }: { memberId: string }) {
  const list = useList('points.ofMember', { memberId, limit: 20 })
  const name = list.page?.memberName
  useEffect(() => {
    if (name) void Taro.setNavigationBarTitle({ title: `${name}的积分` })
  }, [name])
  return <Book list={list} title={name ? `${name}同志的积分` : '积分'} />
}

function Book({ list, title }: { list: Paged<'points.mine'> | Paged<'points.ofMember'>; title: string }) {
  const [wrong, setWrong] = useState<Line | null>(null)
  const reverse = useAction('points.reverse')
  const strike = async (reason: string): Promise<void> => {
    if (!wrong || !(await reverse.run({ lineId: wrong.id, reason }))) return
    setWrong(null)
    said('已冲正')
    await list.reload()
  }
  const page: Ledger | null = list.page
  const sheet = (
    <ReasonSheet
      open={wrong !== null} title="冲正这一条" ok="冲正" busy={reverse.busy} usual={['签到记错了人', '本人没有参加', '重复记了一次']}
      text={wrong ? `“${wrong.reason}”记了${signed(wrong.delta)}分。冲正会另记一条相反的，原来那条保留并划掉，本人看得到原因。` : ''}
      onDone={(reason) => void strike(reason)} onClose={() => setWrong(null)}
    />
  )
  return (
    <Page query={{ data: page, error: list.error, loading: list.loading, reload: list.reload }} over={sheet}>
      {(data) => (
        <View>
          {data.enabled || list.items.length > 0 ? (
            <Card title={title}>
              <View className={css.total} {...aria({ label: `一共${data.total}分` })}>
                <Text className={css.figure}>{data.total}</Text>
                <Text>分</Text>
              </View>
              <Text className={css.rule}>{data.enabled ? data.rule : '本支部现在没有启用积分，以前的记录都在。'}</Text>
            </Card>
          ) : null}
          {list.items.length > 0 ? <List title="明细" note="积分只作参加活动的记录，不排名。">{list.items.map((line) => <Row key={line.id} line={line} all={list.items} onReverse={() => setWrong(line)} />)}</List> : null}
          {list.items.length === 0 && data.enabled ? <EmptyState title="还没有积分记录" hint="参加活动并签到后，这里会出现一条。" action={{ text: '看看近期活动', onTap: () => open('/pages/branch/index') }} /> : null}
          {list.items.length === 0 && !data.enabled ? <EmptyState title="本支部没有启用积分" hint="签到和参加活动照常记录，只是不折成分数。" /> : null}
          <ListEnd list={list} />
        </View>
      )}
    </Page>
  )
}

const signed = (delta: number): string => (delta > 0 ? `+${delta}` : `−${Math.abs(delta)}`)

function Row({ line, all, onReverse }: { line: Line; all: Line[]; onReverse: () => void }) {
  const reversal = line.reversed ? all.find((other) => other.reverses === line.id) : undefined
  return (
    <View className={css.row}>
      <View className={css.main}>
        <View className={css.head}>
          {line.reversed ? <Tag text="已冲正" kind="past" /> : null}
          <Text className={line.reversed ? css.struck : css.reason}>{line.reason}</Text>
        </View>
        {reversal ? <Text className={css.small}>{reversal.reason}</Text> : null}
        <Text className={css.small}>{whenText(line.at)}</Text>
        {line.can.reverse ? <View className={css.act}><Button small kind="plain" text="冲正" label={`冲正“${line.reason}”这一条`} onTap={onReverse} /></View> : null}
      </View>
      <Text className={line.reversed ? css.gone : line.delta > 0 ? css.plus : css.minus}>{signed(line.delta)}</Text>
    </View>
  )
}
