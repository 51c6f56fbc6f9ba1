import { Text, View } from '@tarojs/components'
import { standings, transferActs, transferKinds, transferStates } from '../../../../types/contracts/codes'
import type { Transfer } from '../../../../types/contracts/transfers'
import { Card } from '../../../components/card'
import { Cell, List } from '../../../components/cell'
import { Tag } from '../../../components/tag'
import { agoText, dayText } from '../../../services/dates'
import css from '../index.module.scss'
import { kindOf, monthText } from '../words'

/** Who goes where, who acts next and by when, and what presses. */
export function Head({ transfer }: { transfer: Transfer }) {
  const { pressing } = transfer
  return (
    <Card>
      <View className={css.head}>
        <Text className={css.name} userSelect>{transfer.memberName}</Text>
        <Tag text={standings[transfer.standing]} kind={transfer.standing === 'full' ? 'past' : 'info'} />
        <Tag text={transferStates[transfer.state]} kind={kindOf(transfer.state)} />
      </View>
      <View className={css.line}>{transferKinds[transfer.kind]}：{transfer.from} → {transfer.to}</View>
      {transfer.next ? <View className={css.next}>下一步：{transfer.next}</View> : null}
      {transfer.open ? <View className={css.line}>{transfer.letter && transfer.state === 'issued' ? '介绍信有效期至' : '宜在'}{dayText(transfer.dueOn)}{transfer.letter && transfer.state === 'issued' ? '' : '前办理'}</View> : null}
      {pressing ? <View className={pressing.level === 'urgent' ? css.urgent : css.notice}>{pressing.text}</View> : null}
      {transfer.duesWarning ? <View className={css.notice}>{transfer.duesWarning}</View> : null}
    </Card>
  )
}

const stepWords = { done: '已办', now: '当前', later: '之后' } as const

/** The way in order. */
export function Steps({ transfer }: { transfer: Transfer }) {
  return (
    <List title="办到哪一步">
      {transfer.steps.map((step) => <Cell key={`${step.title}${step.who}`} title={step.title} hint={step.who} value={<Tag text={stepWords[step.state]} kind={step.state === 'done' ? 'ok' : step.state === 'now' ? 'wait' : 'past'} />} />)}
    </List>
  )
}

/** What is noted of it. */
export function Noted({ transfer }: { transfer: Transfer }) {
  const { elsewhere, letter } = transfer
  const items: [string, string | null][] = [
    ['外单位所在省', elsewhere?.province ?? null], ['外单位上级党委', elsewhere?.committee ?? null], ['原因', transfer.reason],
    ['党费交到', transfer.duesUntil && monthText(transfer.duesUntil)], ['介绍信编号', letter?.number ?? null], ['开具日期', letter && dayText(letter.issuedOn)],
    ['有效期', letter && `${letter.validDays}天，至${dayText(letter.until)}`], ['回执日期', transfer.receiptOn && dayText(transfer.receiptOn)],
  ]
  const shown = items.filter(([, value]) => value)
  if (shown.length === 0) return null
  return (
    <List title="登记的内容">
      {shown.map(([label, value]) => <View key={label} className={css.item}><Text className={css.label}>{label}</Text><Text className={css.value} userSelect>{value}</Text></View>)}
    </List>
  )
}

/** What was done, by whom. */
export function History({ transfer }: { transfer: Transfer }) {
  return (
    <List title="办理记录">
      {[...transfer.history].reverse().map((line) => (
        <Cell key={`${line.at}${line.act}`} title={transferActs[line.act]} hint={<View><Text className={css.rowHint}>{line.who} · {agoText(line.at)}</Text>{line.note ? <Text className={css.rowHint}>{line.note}</Text> : null}</View>} />
      ))}
    </List>
  )
}
