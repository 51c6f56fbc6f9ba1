import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { BallotPaper } from '../../../../types/contracts/ballots'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { TextField } from '../../../components/field'
import { FooterBar } from '../../../components/footer'
import { Page } from '../../../components/page'
import { useAction } from '../../../services/action'
import { CheckOwn } from './check'
import { askedLine, beginWord, promises, stateText, type Told } from './words'
import css from '../../../styles/ballots.module.scss'

interface Props {
  told: Told
  /** The vote's id. */
  id: string
  onPaper: (paper: BallotPaper, number: string) => void
  /** The ballot of this number is in already. */
  onUsed: (number: string) => void
}

/** What is read before anything is asked: who asks, what for, what is kept, and what an administrator could do. */
export function Intro({ told, id, onPaper, onUsed }: Props) {
  const [number, setNumber] = useState('')
  const [pin, setPin] = useState('')
  const join = useAction('ballots.join', { onError: ({ code }) => { if (code === 'ballotUsed') onUsed(number.trim()); return code === 'ballotUsed' } })
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
