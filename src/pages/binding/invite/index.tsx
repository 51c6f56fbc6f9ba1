import { Text, View } from '@tarojs/components'
import { useRouter, useShareAppMessage } from '@tarojs/taro'
import { useState } from 'react'
import type { OutputOf } from '../../../../types/contracts'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Page } from '../../../components/page'
import { ShareButton } from '../../../components/share'
import { useAction } from '../../../services/action'
import { param } from '../../../services/nav'
import { useQuery } from '../../../services/query'
import { ask } from '../../../services/say'
import { cardOf } from '../../../services/share'
import { CodeCard } from '../code-card'
import css from '../index.module.scss'

/** One person's card: made on demand, shown or sent, good for one use. */
export default function BindingInvitePage() {
  const memberId = param(useRouter().params, 'id')
  const person = useQuery('roster.get', { memberId })
  const invite = useAction('binding.invite')
  const [card, setCard] = useState<OutputOf<'binding.invite'> | null>(null)
  useShareAppMessage(() => (card ? cardOf(card.scene, `${card.memberName}同志，请加入${card.organisationName}`) : { title: '支部', path: '/pages/home/index' }))

  const make = async (): Promise<void> => {
    const again = card !== null
    if (again && !(await ask({ title: '换一张新卡片？', text: '换了以后，刚才那张立即作废。', ok: '换一张' }))) return
    const made = await invite.run({ memberId })
    if (made) setCard(made)
  }
  return (
    <Page query={person} skeleton="detail">
      {(data) =>
        card ? (
          <View>
            <CodeCard title={`${card.memberName}同志`} label="加入码" code={card.code} image={card.image} expiresAt={card.expiresAt} note="只能用一次，请只发给本人。当面扫码、发卡片、念加入码都可以。" />
            <View className={css.buttons}>
              <ShareButton text="发给本人" scene={card.scene} />
              <Button kind="quiet" text="换一张新卡片" busy={invite.busy} onTap={() => void make()} />
            </View>
          </View>
        ) : (
          <View>
            <Card title={`请${data.name}同志加入`}>
              <Text>{data.bound ? '这位同志已经在微信上加入。换手机或换微信号时，先在资料页解除，再发新卡片。' : '生成一张只属于这位同志的加入卡片：点开后确认“是我”，就加入了，不用填写任何东西。'}</Text>
            </Card>
            <Button text="生成加入卡片" busy={invite.busy} disabled={!data.can.invite} reason={data.why.invite} onTap={() => void make()} />
            <Text className={css.small}>以前发过、还没用的卡片会同时作废。</Text>
          </View>
        )
      }
    </Page>
  )
}
