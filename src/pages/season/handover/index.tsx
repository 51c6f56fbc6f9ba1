import { Text, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { posts as postLabels } from '../../../../types/contracts/codes'
import { handoverRoles } from '../../../../types/contracts/codes-season'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Cell, List } from '../../../components/cell'
import { FooterBar } from '../../../components/footer'
import { Page } from '../../../components/page'
import { ReasonSheet } from '../../../components/reason'
import { Tag } from '../../../components/tag'
import { offered, reasonOf } from '../../../services/abilities'
import { useAction } from '../../../services/action'
import { agoText, dayText, whenText } from '../../../services/dates'
import { open, param } from '../../../services/nav'
import { useQuery } from '../../../services/query'
import { ask, copy, said } from '../../../services/say'
import { useSensitive } from '../../../services/sensitive'
import { postsText, printed, stateTags, yuanText, type Handover } from '../handover-words'
import css from '../index.module.scss'

/** 工作交接清单: what is handed over, and the three signatures. */
export default function HandoverPage() {
  const id = param(useRouter().params, 'id')
  const handover = useQuery('handover.get', { handoverId: id })
  const sensitive = useSensitive()
  const sign = useAction('handover.sign', { guard: sensitive.guard })
  const change = useAction('handover.change')
  const stop = useAction('handover.stop')
  const [stopping, setStopping] = useState(false)

  const askSign = async (data: Handover): Promise<void> => {
    const mine = data.parties.find((party) => party.mine)
    const last = data.parties.filter((party) => !party.signedAt).length === 1
    const text = mine?.role === 'witness' ? '请当面或打电话核实：接收人就是本人，清单与实际相符。' : '签名表示清单与实际相符。'
    if (!(await ask({ title: `以${mine ? handoverRoles[mine.role] : ''}身份签名？`, text: last ? `${text}这是最后一个签名，${data.effectiveOn ? `到${dayText(data.effectiveOn)}` : '签后立即'}交接职务和权限。` : text, ok: '签名' }))) return
    const after = await sign.run({ handoverId: id, revision: data.revision })
    if (!after) return
    handover.put(after)
    said(after.state === 'done' ? '已交接' : '已签名')
  }
  const refresh = async (data: Handover): Promise<void> => {
    const after = await change.run({ handoverId: id, revision: data.revision, changes: { refresh: true } })
    if (after) handover.put(after)
  }
  const end = async (reason: string): Promise<void> => {
    const after = await stop.run({ handoverId: id, reason })
    if (!after) return
    setStopping(false)
    handover.put(after)
    said('已停止')
  }
  const over = (
    <>
      <ReasonSheet open={stopping} title="停止这次交接" ok="停止交接" danger busy={stop.busy} usual={['清单与实际不符', '人选有变', '改期再办']} text="停止后职务和权限不变，清单留存备查。以后可以重新开始一份。" onDone={(reason) => void end(reason)} onClose={() => setStopping(false)} />
      {sensitive.sheet}
    </>
  )
  const { data } = handover
  const footer = data ? (
    <FooterBar note={offered(data, 'sign') ? reasonOf(data, 'sign') : undefined}>
      <Button kind="plain" text="复制清单" onTap={() => void copy(printed(data), '已复制，可以粘贴打印')} />
      {offered(data, 'sign') && data.state !== 'done' && data.state !== 'stopped' ? <Button text="签名" disabled={!data.can.sign} busy={sign.busy} onTap={() => void askSign(data)} /> : null}
    </FooterBar>
  ) : null

  return (
    <Page query={handover} skeleton="detail" over={over} footer={footer}>
      {(found) => (
        <View>
          <Head handover={found} />
          <Signatures handover={found} />
          <Listed handover={found} refreshing={change.busy} onRefresh={() => void refresh(found)} />
          {offered(found, 'stop') && found.can.stop ? <View className={css.buttons}><Button kind="danger" text="停止交接" onTap={() => setStopping(true)} /></View> : null}
        </View>
      )}
    </Page>
  )
}

function Head({ handover }: { handover: Handover }) {
  const [giver, receiver] = handover.parties
  return (
    <Card>
      <View className={css.head}>
        <Text className={css.name}>{giver?.name}交{receiver?.name}</Text>
        <Tag {...stateTags[handover.state]} />
      </View>
      <Text className={css.line}>{handover.organisationName} · {postsText(handover.posts.map(({ post }) => post))}</Text>
      {handover.doneAt ? <Text className={css.line}>{whenText(handover.doneAt)}交接</Text> : handover.effectiveOn ? <Text className={css.line}>签齐后，{dayText(handover.effectiveOn)}交接</Text> : null}
      {handover.stuck ? <View className={css.warn}>到日子没有交成：{handover.stuck}。改动清单后三方重新签名，或停止这次交接。</View> : null}
      {handover.stopped ? <View className={css.warn}>{handover.stopped.name}停止：{handover.stopped.reason}（{whenText(handover.stopped.at)}）</View> : null}
    </Card>
  )
}

function Signatures({ handover }: { handover: Handover }) {
  const { voided } = handover
  const note = voided.length > 0 ? `清单改动过，原来的签名作废：${voided.map(({ name, signedAt }) => `${name}（${whenText(signedAt)}签）`).join('、')}。` : undefined
  return (
    <List title="三方签名" {...(note ? { note } : {})}>
      {handover.parties.map((party) => (
        <Cell
          key={party.role} title={`${handoverRoles[party.role]} ${party.name}${party.mine ? '（我）' : ''}`} hint={party.signedAt ? `${whenText(party.signedAt)}签名` : null}
          value={party.signedAt ? <Tag kind="ok" text="已签" /> : <Tag kind={handover.state === 'open' ? 'wait' : 'past'} text={handover.state === 'open' ? '待签' : '未签'} />}
        />
      ))}
    </List>
  )
}

function Listed({ handover, refreshing, onRefresh }: { handover: Handover; refreshing: boolean; onRefresh: () => void }) {
  const changes = handover.can.change
  const edit = changes ? { action: { text: '填写', onTap: () => open('/pages/season/handover-edit/index', { id: handover.id }) } } : {}
  return (
    <View>
      <List title="材料和物品" {...edit}>
        {handover.files.map(({ name, count }) => <Cell key={name} title={name} value={count === null ? <Tag kind="wait" text="待清点" /> : `${count}件`} />)}
      </List>
      <List title="党费结存">
        <Cell title={handover.dues ? yuanText(handover.dues.fen) : '没有填'} hint={handover.dues ? `截至${dayText(handover.dues.asOn)}` : null} />
      </List>
      <List title="未了事项" note={`系统在${agoText(handover.mattersAt)}查到的，接收人接着办。`} {...(changes ? { action: { text: refreshing ? '正在查' : '重新查', onTap: onRefresh } } : {})}>
        {handover.matters.length > 0 ? handover.matters.map(({ key, text }) => <Cell key={key} title={text} />) : <Cell title="没有未了的事项" />}
      </List>
      <List title="随职务交接的权限">
        {handover.posts.map(({ post, allows, until }) => <Cell key={post} title={postLabels[post]} hint={`${allows}${until ? `。任期至${dayText(until)}` : ''}`} />)}
      </List>
      {handover.remarks ? <Card title="其他说明"><Text className={css.body} userSelect>{handover.remarks}</Text></Card> : null}
    </View>
  )
}
