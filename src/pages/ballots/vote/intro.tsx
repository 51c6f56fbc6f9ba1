import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { BallotPaper } from '../../../../types/contracts/ballots'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { TextField } from '../../../components/field'
import { FooterBar } from '../../../components/footer'
import { Page } from '../../../components/page'
import { useAction } from '../../../services/action'
import type { CallError } from '../../../services/cloud'
import { CheckOwn } from './check'
import { askedLine, beginWord, lentText, ownText, promises, stateText, type Told } from './words'
import css from '../../../styles/ballots.module.scss'

interface Props {
  told: Told
  /** The vote's id. */
  id: string
  /** A member has scanned a code that is not for members, and is here instead. */
  instead: boolean
  onPaper: (paper: BallotPaper, number: string) => void
  /** The ballot of this number is in already. */
  onUsed: (error: CallError, number: string) => void
  /** A member goes to the own ballot. */
  onOwn: () => void
}

/** What is read before anything is asked: who asks, what for, what is kept, and what an administrator could do. */
export function Intro({ told, id, instead, onPaper, onUsed, onOwn }: Props) {
  const [number, setNumber] = useState('')
  const [pin, setPin] = useState('')
  const join = useAction('ballots.join', { onError: (error) => { if (error.code === 'ballotUsed') onUsed(error, number.trim()); return error.code === 'ballotUsed' } })
  const enter = async (): Promise<void> => {
    const paper = told.pass ? await join.run({ pass: told.pass, number: number.trim(), ...(told.pin ? { pin: pin.trim() } : {}) }) : told.paper
    if (paper) onPaper(paper, number.trim())
  }
  const open = told.state === 'open'
  const over = told.state === 'closed' || told.state === 'published'
  const typed = told.pass === null || (number.trim() && (!told.pin || pin.trim()))
  return (
    <Page footer={open ? <FooterBar><Button text={beginWord(told)} busy={join.busy} disabled={!typed} onTap={() => void enter()} /></FooterBar> : null}>
      <View>
        <Card>
          <View className={css.title}>{told.title}</View>
          <View className={css.facts}>{askedLine(told)}</View>
          {told.matter ? <Text className={css.matter} userSelect>{told.matter}</Text> : null}
          {told.purpose ? <Text className={css.promise}>{told.purpose}{/[。！？]$/.test(told.purpose) ? '' : '。'}</Text> : null}
        </Card>
        {instead ? <Card><Text className={css.body}>{ownText(told)}</Text></Card> : null}
        {open && told.own ? (
          <Card>
            <Text className={css.body}>{ownText(told)}{lentText(told)}</Text>
            <View className={css.above}><Button text="用自己的票" kind="plain" onTap={onOwn} /></View>
          </Card>
        ) : null}
        {open && told.pass !== null ? (
          <Card>
            <TextField label="您的学号" keyboard="text" value={number} onChange={setNumber} max={30} hint="只用来核对名单，名单里只划掉，不和票放在一起" />
            {told.pin ? <TextField label="密码条上的密码" keyboard="number" value={pin} onChange={setPin} max={6} hint="6位数字，印在您的密码条上" /> : null}
          </Card>
        ) : null}
        {open ? <Card title="票怎样保密">{promises(told).map((promise) => <Text key={promise} className={css.promise}>{promise}</Text>)}</Card> : <Card><Text className={css.body}>{stateText(told)}</Text></Card>}
        {over ? <CheckOwn id={id} /> : null}
      </View>
    </Page>
  )
}
