import { Image, View, Text } from '@tarojs/components'
import { useState } from 'react'
import type { OutputOf } from '../../../../types/contracts'
import { Button } from '../../../components/button'
import { EmptyState } from '../../../components/empty'
import { Page } from '../../../components/page'
import { NumberSheet } from '../../../components/piles'
import { Progress } from '../../../components/progress'
import { useAction } from '../../../services/action'
import { aria } from '../../../services/aria'
import { useChangingCode, type CodeOnScreen } from '../../../services/changing-code'
import { said } from '../../../services/say'
import { useSensitive } from '../../../services/sensitive'
import type { Pile } from './slips'
import css from '../../../styles/ballots.module.scss'

type Answer = OutputOf<'ballots.roomCode'>

/** What stands below the code: who scans it, and what it asks for. */
const how: Partial<Record<Answer['entry'], string>> = { room: '用微信扫一扫，不用登录', list: '用微信扫一扫，不用登录，再输自己的学号', roster: '党员用微信扫一扫，投自己的票。没有绑定的，请先绑定' }

/** The code on the screen. Of a group that comes in by it alone it says how many are there, which is as many as can vote. */
export function RoomCode({ pile }: { pile: Pile }) {
  const code = useChangingCode('ballots.roomCode', pile)
  const sensitive = useSensitive()
  const set = useAction('ballots.setPresent', { guard: sensitive.guard })
  const [asking, setAsking] = useState(false)
  const count = async (present: number): Promise<void> => {
    if (!(await set.run({ ...pile, present }))) return
    said('已定下')
    setAsking(false)
    await code.reload()
  }
  const sheet = asking && code.data ? <NumberSheet title={`${code.data.name}：到场多少人`} label="到场人数" hint="有几个人到场，就收几张票。后来的人多了，可以再改" ok="定下" first={code.data.entitled > 0 ? String(code.data.entitled) : ''} busy={set.busy} onDone={(n) => void count(Number(n))} onClose={() => setAsking(false)} /> : null
  return (
    <Page over={<>{sensitive.sheet}{sheet}</>} query={{ data: code.data, error: code.error, loading: code.data === null && code.error === null, reload: code.reload }} skeleton="detail">
      {(data) => (data.entry === 'room' && data.entitled === 0
        ? <EmptyState title={`${data.name}：先点一下到场人数`} hint="有几个人到场，就收几张票，定下人数再出示码。" action={{ text: '填到场人数', onTap: () => setAsking(true) }} />
        : <Shown data={data} code={code} onCount={() => setAsking(true)} />)}
    </Page>
  )
}

function Shown({ data, code, onCount }: { data: Answer; code: CodeOnScreen; onCount: () => void }) {
  return (
    <View>
      <View className={css.center}>{data.name}</View>
      <View className={css.center} {...aria({ role: 'alert' })}>已交票 <Text className={css.count}>{data.taken}</Text> / {data.entitled} 人</View>
      {code.outdated ? <View className={css.center}>网络断了，刚才的码已经失效。连上以后会自动出新码。</View> : (
        <>
          <View className={css.paper}>
            {data.image ? <Image className={css.image} src={data.image} mode="aspectFit" {...aria({ label: '投票码，用微信扫一扫', role: 'img' })} /> : <View className={css.noImage}>图片没有出来，正在重试</View>}
            <View>{how[data.entry]}</View>
          </View>
          {data.entry === 'roster' ? null : <Progress done={code.changesIn} total={30} text={code.error ? '正在重新连接…' : `${code.changesIn}秒后自动换新`} />}
        </>
      )}
      {data.entry === 'room' ? <View className={css.above}><Button text="改到场人数" kind="plain" onTap={onCount} /></View> : null}
    </View>
  )
}
