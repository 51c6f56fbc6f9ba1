import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { useRouter } from '@tarojs/taro'
import type { OutputOf } from '../../../../types/contracts'
import { mergeItems } from '../../../../types/contracts/codes'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Cell, List } from '../../../components/cell'
import { Check } from '../../../components/check'
import { FooterBar } from '../../../components/footer'
import { Page } from '../../../components/page'
import { reasonOf } from '../../../services/abilities'
import { useAction } from '../../../services/action'
import { open, param, replace } from '../../../services/nav'
import { useQuery } from '../../../services/query'
import { ask, said } from '../../../services/say'
import { useSensitive } from '../../../services/sensitive'
import { twinLine } from '../twin'
import css from './index.module.scss'

type Preview = OutputOf<'roster.mergePreview'>
type Item = Preview['items'][number]
type Name = Item['item']

/** Where both say something else there is something to choose; where only the other says something, it is taken at first. */
const differ = ({ kept, duplicate }: Item): boolean => duplicate !== null && (kept !== duplicate || kept === '已登记')

/** Two records of one person become one: item by item the officer chooses what stays. */
export default function RosterMergePage() {
  const { params } = useRouter()
  const [ids, setIds] = useState({ memberId: param(params, 'id'), duplicateId: param(params, 'other') })
  const preview = useQuery('roster.mergePreview', ids)
  const sensitive = useSensitive()
  const merge = useAction('roster.merge', { guard: sensitive.guard })
  const [choices, setChoices] = useState<Partial<Record<Name, boolean>>>({})
  const takes = (item: Item): boolean => differ(item) && (choices[item.item] ?? item.kept === null)
  const swap = (): void => {
    setChoices({})
    setIds(({ memberId, duplicateId }) => ({ memberId: duplicateId, duplicateId: memberId }))
  }
  const askMerge = async (data: Preview): Promise<void> => {
    if (!(await ask({ title: '合并这两条记录？', text: '另一条移到“已移出”，写明与哪一条合并。合错了可以在那里恢复，再把这一条改回来。', ok: '合并' }))) return
    const done = await merge.run({ ...ids, version: data.kept.version, duplicateVersion: data.duplicate.version, take: data.items.filter(takes).map(({ item }) => item) })
    if (!done) return
    said('已合并')
    replace('/pages/roster/person/index', { id: done.memberId })
  }
  // After an exchange the page shows the old answer until the new one is there.
  const current = preview.data && preview.data.kept.id === ids.memberId ? preview.data : null
  return (
    <Page query={preview} skeleton="detail" over={sensitive.sheet} footer={current ? <FooterBar><Button text="合并" busy={merge.busy} reason={reasonOf(current, 'merge')} onTap={() => void askMerge(current)} /></FooterBar> : null}>
      {(data) => (
        <View>
          <Card title={`保留：${data.kept.name}`} aside={<Button kind="plain" small text="看资料" onTap={() => open('/pages/roster/person/index', { id: data.kept.id })} />}><View className={css.line}>{twinLine(data.kept)}</View></Card>
          <Card title={`移出：${data.duplicate.name}`} aside={<Button kind="plain" small text="看资料" onTap={() => open('/pages/roster/person/index', { id: data.duplicate.id })} />}><View className={css.line}>{twinLine(data.duplicate)}</View></Card>
          <View className={css.swap}><Button kind="plain" small text="换过来，保留另一条" disabled={preview.loading} onTap={swap} /></View>
          <Choices items={data.items.filter(differ)} takes={takes} onChoose={(item, take) => setChoices((was) => ({ ...was, [item]: take }))} />
        </View>
      )}
    </Page>
  )
}

function Choices({ items, takes, onChoose }: { items: Item[]; takes: (item: Item) => boolean; onChoose: (item: Name, take: boolean) => void }) {
  if (items.length === 0) return <Text className={css.same}>两条登记的内容没有不一样的，合并后不用改什么。</Text>
  return (
    <View>
      <Text className={css.same}>下面各项两条不一样，请选以哪一条为准。其余各项相同，或只有保留的这条填了。</Text>
      {items.map((item) => (
        <List key={item.item} title={mergeItems[item.item]}>
          <Choice label={mergeItems[item.item]} text={item.kept ?? '未登记'} whose="保留的这条" on={!takes(item)} onTap={() => onChoose(item.item, false)} />
          <Choice label={mergeItems[item.item]} text={item.duplicate ?? '未登记'} whose="移出的那条" on={takes(item)} onTap={() => onChoose(item.item, true)} />
        </List>
      ))}
    </View>
  )
}

function Choice({ label, text, whose, on, onTap }: { label: string; text: string; whose: string; on: boolean; onTap: () => void }) {
  return <Cell title={text} hint={whose} before={<Check on={on} />} role="radio" checked={on} noArrow label={`${label}，${whose}：${text}`} onTap={onTap} />
}
