import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { call, CallError, sentenceOf } from '../../../services/cloud'
import { receiptsOf } from '../../../services/receipt'
import { copy } from '../../../services/say'
import { foundText, listsCode, shortCode, type Published } from './found'
import css from '../../../styles/ballots.module.scss'

/** The lists of a box, part by part. */
async function publishedOf(box: string): Promise<Published & { fingerprint: string }> {
  const parts = [await call('ballots.commitments', { box })]
  for (let next = parts[0]!.next; next !== null; next = parts.at(-1)!.next) parts.push(await call('ballots.commitments', { box, from: next }))
  const { fingerprint, ballots, taken } = parts[0]!
  return { boxId: box, fingerprint, ballots, taken, rows: parts.flatMap(({ rows }) => rows.map(({ commitments }) => commitments)) }
}

/** After the end: the phone fetches the whole list and looks for its own ballot by itself; nobody is asked for it. */
export function CheckOwn({ id }: { id: string }) {
  const [found, setFound] = useState<string | null>(null)
  const [codes, setCodes] = useState<string[]>([])
  const [busy, setBusy] = useState(false)
  const [own] = useState(() => receiptsOf(id))
  if (own.length === 0) return null
  const look = async (): Promise<void> => {
    setBusy(true)
    try {
      const boxes = await Promise.all([...new Set(own.map(({ boxId }) => boxId))].sort().map(publishedOf))
      setFound(foundText(own, boxes))
      setCodes(boxes.map(listsCode))
    } catch (error) {
      setFound(error instanceof CallError && error.code === 'notFound' ? '您投过票的那一轮已经作废，那张票不计数。' : sentenceOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Card title="核对我的票">
      <Text className={css.promise}>{found ?? '手机下载票箱里所有票的凭据，在本机上逐项找自己的，不问服务器。凭据是打乱的，看不出选了什么，您的手机里也没有留下您选了什么。'}</Text>
      {found ? null : <View className={css.above}><Button text="核对" kind="plain" busy={busy} onTap={() => void look()} /></View>}
      {codes.length > 0 ? <Codes codes={codes} /> : null}
    </Card>
  )
}

/** What voters read to one another: whoever was given another list has another code. */
function Codes({ codes }: { codes: string[] }) {
  return (
    <View className={css.above}>
      {codes.map((code) => <View key={code} className={css.code}>{shortCode(code)}</View>)}
      <Text className={css.promise}>这是核对码：同一票箱大家看到的核对码应当一样。和别人的不一样，就是有人拿到的名单不同，请告诉上级党组织或监票人。</Text>
      <View className={css.above}><Button text="复制完整的核对码" kind="plain" small onTap={() => void copy(codes.join('\n'), '核对码已复制')} /></View>
    </View>
  )
}
