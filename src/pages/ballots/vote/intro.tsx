import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { OutputOf } from '../../../../types/contracts'
import type { BallotPaper } from '../../../../types/contracts/ballots'
import { reviewStates } from '../../../../types/contracts/codes'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { TextField } from '../../../components/field'
import { FooterBar } from '../../../components/footer'
import { Page } from '../../../components/page'
import { useAction } from '../../../services/action'
import { dayText } from '../../../services/dates'
import { CheckOwn } from './check'
import css from '../../../styles/ballots.module.scss'

interface Props { told: OutputOf<'ballots.enter'>; onPaper: (paper: BallotPaper, number: string) => void }

/** What is read before anything is asked: who asks, what for, what is kept, and what an administrator could do. */
export function Intro({ told, onPaper }: Props) {
  const [number, setNumber] = useState('')
  const [pin, setPin] = useState('')
  const join = useAction('ballots.join')
  const enter = async (): Promise<void> => {
    const paper = told.pass ? await join.run({ pass: told.pass, number: number.trim(), ...(told.pin ? { pin: pin.trim() } : {}) }) : told.paper
    if (paper) onPaper(paper, number.trim())
  }
  const open = told.state === 'open'
  return (
    <Page footer={open ? <FooterBar><Button text={told.kind === 'review' ? '开始评议' : '开始投票'} busy={join.busy} disabled={told.pass !== null && (!number.trim() || (told.pin && !pin.trim()))} onTap={() => void enter()} /></FooterBar> : null}>
      <View>
        <Card>
          <View className={css.title}>{told.title}</View>
          <View className={css.facts}>{told.organisationName}，由{told.askedBy}发起{told.kind === 'review' && told.asks > 0 ? `，评议${told.asks}位党员` : ''}。</View>
          <Text className={css.promise}>{told.purpose}。</Text>
        </Card>
        {open ? (
          <>
            {told.pass === null ? null : <Card><TextField label="您的学号" keyboard="text" value={number} onChange={setNumber} max={30} hint="只用来核对名单，名单里只划掉，不和票放在一起" />{told.pin ? <TextField label="密码条上的密码" keyboard="number" value={pin} onChange={setPin} max={6} /> : null}</Card>}
            <Card title="票怎样保密">
              <Text className={css.promise}>名单只划掉领票；票里没有姓名、时间、微信号。</Text>
              <Text className={css.promise}>小程序的管理员能看到谁领了票，看不到哪张票是谁的。能读数据库日志、或者在您投票前后各看一次票箱的人，我们防不住；介意的话请用纸质票。</Text>
              <Text className={css.promise}>没有选的，按弃权算。</Text>
            </Card>
          </>
        ) : <><Card><Text className={css.body}>{stateText(told)}</Text></Card>{told.state === 'closed' || told.state === 'published' ? <CheckOwn title={told.title} /> : null}</>}
      </View>
    </Page>
  )
}

function stateText({ state, taken, decidedOn }: OutputOf<'ballots.enter'>): string {
  if (state === 'draft') return '还没有开始，请等主持人开始后再扫。'
  if (state === 'paused') return '暂停了，请等主持人恢复后再扫。'
  if (state === 'void') return `${reviewStates.void}。请向主持人要一张新票。`
  const came = taken === null ? '' : `这一组有${taken}人参加。`
  return decidedOn ? `${came}支委会已于${dayText(decidedOn)}评定，本人可以看到自己的等次。` : `${came}已经结束，等支委会评定。`
}
