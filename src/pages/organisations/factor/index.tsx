import { Image, Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { TextField } from '../../../components/field'
import { Page } from '../../../components/page'
import { Tag } from '../../../components/tag'
import { useAction } from '../../../services/action'
import { aria } from '../../../services/aria'
import { whenText } from '../../../services/dates'
import { back } from '../../../services/nav'
import { useQuery } from '../../../services/query'
import { ask, copy, said } from '../../../services/say'
import { qrOf } from './qr'
import css from '../index.module.scss'

/** The dynamic code of an officer's account: set up, checked, replaced. */
export default function FactorPage() {
  const factor = useQuery('session.factor', {})
  const enrol = useAction('session.enrolFactor')
  const [made, setMade] = useState<{ secret: string; uri: string } | null>(null)
  const begin = async (again: boolean): Promise<void> => {
    if (again && !(await ask({ title: '换一个动态码？', text: '换好以后，原来的动态码不能再用。', ok: '换一个' }))) return
    const answer = await enrol.run({})
    if (answer) setMade(answer)
  }
  return (
    <Page query={factor} skeleton="detail">
      {(data) =>
        made ? (
          <Steps secret={made.secret} uri={made.uri} />
        ) : (
          <View>
            <Card title="动态码" aside={<Tag text={data.enrolled ? '已设置' : '未设置'} kind={data.enrolled ? 'ok' : 'wait'} />}>
              <Text className={css.text}>任命、确认职务等重要操作，除了微信登录，还要验证是您本人。动态码是手机上的一个程序每30秒换一次的6位数字，不收短信，没有网络也能看。</Text>
              {data.provedUntil && new Date(data.provedUntil) > new Date() ? <Text className={css.text}>刚才已经验证过，{whenText(data.provedUntil)} 前不再询问。</Text> : null}
            </Card>
            <Button text={data.enrolled ? '换一个动态码' : '设置动态码'} kind={data.enrolled ? 'plain' : 'primary'} busy={enrol.busy} onTap={() => void begin(data.enrolled)} />
          </View>
        )
      }
    </Page>
  )
}

function Steps({ secret, uri }: { secret: string; uri: string }) {
  const [code, setCode] = useState('')
  const [error, setError] = useState<string | null>(null)
  const activate = useAction('session.activateFactor', {
    onError: (refusal) => {
      if (refusal.code !== 'secondFactorWrong') return false
      setError(refusal.message)
      setCode('')
      return true
    },
  })
  const change = (next: string): void => {
    setCode(next.replace(/\D/g, '').slice(0, 6))
    setError(null)
  }
  const go = async (): Promise<void> => {
    if (!(await activate.run({ code }))) return
    said('动态码已设置')
    back()
  }
  return (
    <View>
      <Card title="第一步：存进动态码程序">
        <Text className={css.text}>用任意一个动态码程序，例如微信里的“腾讯身份验证器”小程序：新增一项，扫下面的码，或选择手动输入，把密钥粘贴进去。</Text>
        <View className={css.center}>
          <View className={css.paper}><Image className={css.picture} src={qrOf(uri)} mode="scaleToFill" showMenuByLongpress {...aria({ label: '动态码的二维码', role: 'img' })} /></View>
          <Text className={css.secret} userSelect>{secret.replace(/(.{4})/g, '$1 ').trim()}</Text>
        </View>
        <Button kind="plain" text="复制密钥" onTap={() => void copy(secret, '密钥已复制')} />
        <Text className={css.note}>密钥只显示这一次，不要发给任何人。</Text>
      </Card>
      <Card title="第二步：输入现在显示的数字">
        <TextField label="动态码" keyboard="digits" max={6} value={code} onChange={change} error={error} hint="6位数字，每30秒换一次" />
        <Button text="完成设置" busy={activate.busy} disabled={code.length !== 6} onTap={() => void go()} />
      </Card>
    </View>
  )
}
