import { Text, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { Button } from '../../../components/button'
import { TextField } from '../../../components/field'
import { NoMoney } from '../../../components/join-ways'
import { Page } from '../../../components/page'
import { Result } from '../../../components/result'
import { Tap } from '../../../components/tap'
import { aria } from '../../../services/aria'
import { useAction } from '../../../services/action'
import { whenText } from '../../../services/dates'
import { open, param } from '../../../services/nav'
import { useQuery } from '../../../services/query'
import { ask } from '../../../services/say'
import { Joined } from '../joined'
import css from '../index.module.scss'

/** A single-use card: asks its reader whether they are the person it was made for. */
export default function BindingConfirmPage() {
  const given = param(useRouter().params, 'code')
  const [code, setCode] = useState(given)
  const card = useQuery('binding.peek', code ? { code } : null)
  if (!code) return <Page><Typed onCode={setCode} /></Page>
  if (card.error && !card.loading && card.error.code === 'codeInvalid') {
    return (
      <Page>
        <Result kind="failed" title="这张卡片不能用" text={card.error.message}>
          <Button kind="plain" text="重新输入加入码" onTap={() => setCode('')} />
          <Button kind="quiet" text="别的办法加入" onTap={() => open('/pages/home/index')} />
        </Result>
      </Page>
    )
  }
  return <Page query={card} skeleton="detail">{(data) => <Question code={code} memberName={data.memberName} organisationName={data.organisationName} expiresAt={data.expiresAt} />}</Page>
}

function Typed({ onCode }: { onCode: (code: string) => void }) {
  const [code, setCode] = useState('')
  const go = (): void => onCode(code.trim())
  return (
    <View>
      <Text className={css.lead}>在微信聊天里点开书记发给您的卡片就能加入。没有卡片、只有一串加入码时，在这里输入。</Text>
      <TextField label="加入码" value={code} onChange={setCode} max={40} placeholder="卡片上的字母和数字" onDone={go} />
      <View className={css.buttons}>
        <Button text="下一步" disabled={code.trim() === ''} onTap={go} />
      </View>
      <NoMoney />
    </View>
  )
}

function Question({ code, memberName, organisationName, expiresAt }: { code: string; memberName: string; organisationName: string; expiresAt: string }) {
  const [joined, setJoined] = useState<{ memberName: string; organisationName: string; waitsForConfirmation: boolean } | null>(null)
  const [refused, setRefused] = useState(false)
  const accept = useAction('binding.accept')
  const notMe = useAction('binding.notMe')

  if (joined) return <Joined name={joined.memberName} organisation={joined.organisationName} waitsForConfirmation={joined.waitsForConfirmation} />
  if (refused) {
    return (
      <Result kind="done" title="谢谢您告诉我们" text="这张卡片已经作废，书记会知道它发错了人。">
        <Button kind="plain" text="回到首页" onTap={() => open('/pages/home/index')} />
      </Result>
    )
  }
  const yes = async (): Promise<void> => {
    const answer = await accept.run({ code })
    if (answer) setJoined(answer)
  }
  const no = async (): Promise<void> => {
    if (!(await ask({ title: '不是您本人？', text: `这张卡片是发给${memberName}同志的。确认后卡片作废，书记会收到提醒。`, ok: '不是我' }))) return
    if (await notMe.run({ code })) setRefused(true)
  }
  return (
    <View>
      <View className={css.ask}>
        <View className={css.question} {...aria({ label: `您是${memberName}同志吗？`, role: 'heading' })}>
          <Text>您是</Text>
          <Text className={css.name}>{memberName}</Text>
          <Text>同志吗？</Text>
        </View>
        <Text className={css.organisation}>{organisationName}</Text>
        <Text className={css.until}>卡片 {whenText(expiresAt)} 前有效，只能用一次</Text>
      </View>
      <View className={css.buttons}>
        <Button text="是我" busy={accept.busy} disabled={notMe.busy} onTap={() => void yes()} />
        <Button kind="plain" text="不是我" busy={notMe.busy} disabled={accept.busy} onTap={() => void no()} />
      </View>
      <NoMoney />
      <Tap className={css.link} role="link" onTap={() => open('/pages/about/privacy/index')}>加入前可以先看隐私说明</Tap>
    </View>
  )
}
