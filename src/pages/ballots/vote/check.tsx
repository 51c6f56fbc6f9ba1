import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { call, sentenceOf } from '../../../services/cloud'
import { receipts } from '../../../services/receipt'
import css from '../../../styles/ballots.module.scss'

/** After the end: the phone fetches the whole list and looks for its own ballot by itself; nobody is asked for it. */
export function CheckOwn({ title }: { title: string }) {
  const [found, setFound] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const own = receipts().filter((receipt) => receipt.title === title)
  if (own.length === 0) return null
  const look = async (): Promise<void> => {
    setBusy(true)
    try {
      const lists = await Promise.all([...new Set(own.map(({ boxId }) => boxId))].map((box) => call('ballots.commitments', { box })))
      const all = new Set(lists.flatMap(({ commitments }) => commitments))
      const missing = own.filter(({ commitment }) => !all.has(commitment)).length
      setFound(missing === 0 ? `您的票在票箱里，和交的时候一样。这个票箱一共${all.size}张票。` : '名单里没有找到您的票，请告诉上级党组织或监票人。')
    } catch (error) {
      setFound(sentenceOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Card title="核对我的票">
      <Text className={css.promise}>{found ?? '手机下载全部选票的凭据，在本机上找自己的那一张，不问服务器。'}</Text>
      {found ? null : <View className={css.lead}><Button text="核对" kind="plain" busy={busy} onTap={() => void look()} /></View>}
    </Card>
  )
}
