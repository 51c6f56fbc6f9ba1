import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { call, CallError, sentenceOf } from '../../../services/cloud'
import { receiptsOf, type Receipt } from '../../../services/receipt'
import css from '../../../styles/ballots.module.scss'

/** After the end: the phone fetches the whole list and looks for its own ballot by itself; nobody is asked for it. */
export function CheckOwn({ id }: { id: string }) {
  const [found, setFound] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [own] = useState(() => receiptsOf(id))
  if (own.length === 0) return null
  const look = async (): Promise<void> => {
    setBusy(true)
    try {
      const lists = await Promise.all([...new Set(own.map(({ boxId }) => boxId))].map((box) => call('ballots.commitments', { box })))
      setFound(foundText(own, lists.flatMap(({ commitments }) => commitments)))
    } catch (error) {
      setFound(error instanceof CallError && error.code === 'notFound' ? '您投过票的那一轮已经作废，那张票不计数。' : sentenceOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Card title="核对我的票">
      <Text className={css.promise}>{found ?? '手机下载全部选票的凭据，在本机上找自己的那一张，不问服务器。'}</Text>
      {found ? null : <View className={css.above}><Button text="核对" kind="plain" busy={busy} onTap={() => void look()} /></View>}
    </Card>
  )
}

function foundText(own: Receipt[], commitments: string[]): string {
  const all = new Set(commitments)
  const missing = own.filter(({ commitment }) => !all.has(commitment))
  if (missing.length === 0) return `您的票在票箱里，和交的时候一样。这个票箱一共${all.size}张票。`
  // What was never answered may never have come.
  if (missing.every(({ arrived }) => !arrived)) return '票箱里没有这台手机交的票：当时网络断了，票没有送到。'
  return '名单里没有找到您的票，请告诉上级党组织或监票人。'
}
