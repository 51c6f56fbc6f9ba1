import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { voteManners } from '../../../../types/contracts/codes-ballots'
import type { Vote } from '../../../../types/contracts/votes'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Cell, List } from '../../../components/cell'
import { byReason } from '../../../components/attendance/by-reason'
import { Counters } from '../../../components/counters'
import { CheckedPiles, PileRows } from '../../../components/piles'
import { offered } from '../../../services/abilities'
import { dayText } from '../../../services/dates'
import { open } from '../../../services/nav'
import type { Piles } from '../../../services/piles'
import { needsPresent, rulesText, shareText, uncounted, type Next } from '../words'
import type { Steps } from './steps'
import css from '../../../styles/ballots.module.scss'

interface Props { vote: Vote; steps: Steps; piles: Piles; next: Next | null }

const leads = (vote: Vote): boolean => (['change', 'open', 'pause', 'close', 'redo', 'publish', 'record'] as const).some((ability) => offered(vote, ability))

/** What stands ready for who leads a vote or counts it: who is there, the piles, who counts, what else can be done. */
export function Leading({ vote, steps, piles, next }: Props) {
  const mayLead = leads(vote)
  if (!mayLead && vote.can.check) return <CheckedPiles piles={vote.groups} onTap={piles.tap} />
  if (!mayLead && !(vote.can.count && vote.mine.counts)) return null
  const { id, state } = vote
  const onPaper = vote.groups.some(({ entry }) => entry === 'paper' || entry === 'written') || (vote.groups.length === 0 && vote.manner !== 'phone' && vote.kind !== 'poll')
  if (!mayLead) {
    const mine = vote.groups.filter(({ entry }) => entry === 'paper' || entry === 'written')
    return <List title="录入票数" note="两个人分别录入，一致才算。录入以前，彼此看不到对方的数。">{mine.map(({ key, name, counted }) => <Cell key={key} title={name} value={counted ? '已一致' : '待录入'} onTap={() => open('/pages/ballots/count/index', { kind: 'vote', id, group: key })} />)}</List>
  }
  const acts = actsOf(vote, steps, next)
  // Before anybody is counted present there is nothing to print.
  const hands = vote.manner === 'hands'
  const rows = (state === 'draft' ? vote.groups.filter(({ entitled }) => entitled > 0 && !hands) : vote.groups).map((group) => ({ ...group, hands }))
  return (
    <View>
      {vote.warnings.length > 0 ? <Card title="开始以前，请核对">{vote.warnings.map((warning) => <Text key={warning} className={css.promise}>{warning}。</Text>)}{vote.can.change ? <Button text="修改设置" kind="plain" small onTap={() => open('/pages/votes/edit/index', { id })} /> : null}</Card> : null}
      {needsPresent(vote) ? <Present vote={vote} /> : null}
      {vote.turnout ? <List title="已交的意见"><Cell title="支部党员" hint="结束后才看得到谁选了什么" value={`${vote.turnout.given}/${vote.turnout.asked}人`} /></List> : null}
      {rows.length > 0 ? <PileRows title={hands ? '点数' : '票'} piles={rows} state={state} onTap={piles.tap} /> : null}
      {onPaper ? <Counters counters={vote.counters} {...(hands ? { note: '举手由两个人分别点数，两人一致才算数。' } : {})} {...(state === 'draft' || state === 'open' || state === 'paused' ? { onChoose: () => steps.show('counters') } : {})} /> : null}
      {acts.length > 0 ? <List title="办理">{acts.map(({ text, hint, arrow, onTap }) => <Cell key={text} title={text} {...(hint ? { hint } : {})} noArrow={!arrow} onTap={onTap} />)}</List> : null}
    </View>
  )
}

interface Act { text: string; hint: string; onTap: () => void; /** It leads to another page. */ arrow?: boolean }

/** What can be done besides what comes next, the usual first. */
function actsOf(vote: Vote, steps: Steps, next: Next | null): Act[] {
  const { can, kind, id } = vote
  const setting = kind === 'poll' ? (vote.named ? '记名' : '不记名') : kind === 'recommendation' ? '应到人数、怎样投票、多少算通过' : voteManners[vote.manner]
  return [
    ...(can.change ? [{ text: '表决设置', hint: setting, arrow: true, onTap: () => open('/pages/votes/edit/index', { id }) }] : []),
    ...(can.prolong ? [{ text: '延长截止时间', hint: vote.closesAt ? '' : '现在没有截止时间', onTap: () => steps.show('prolong') }] : []),
    ...(can.pause ? [{ text: '暂停', hint: '先不收票，可以恢复', onTap: steps.pause }] : []),
    ...(can.close && next?.step !== 'close' && !uncounted(vote.groups) ? [{ text: '结束并计票', hint: '不再收票', onTap: () => steps.go({ step: 'close' }) }] : []),
    ...(can.record && next?.step !== 'record' ? [{ text: kind === 'poll' ? '打印结果' : '打印表决结果', hint: kind === 'poll' ? '' : '应到、实到、票数、日期，签字存档', onTap: () => steps.go({ step: 'record' }) }] : []),
    ...(can.change && vote.state === 'draft' && vote.voidReason === null ? [{ text: '删去', hint: '还没有开始，可以不要', onTap: steps.discard }] : []),
    ...(can.redo && next?.step !== 'redo' ? [{ text: '作废重来', hint: '已经投的票全部清除，重新表决', onTap: () => steps.show('redo') }] : []),
  ]
}

/** Who should come, who did, what is wanted, and who has no vote. */
function Present({ vote }: { vote: Vote }) {
  const [shown, setShown] = useState(false)
  const { expected, present, presentShare, carriedShare, without, consent, can, id } = vote
  const came = present === null || (present === 0 && vote.state === 'draft') ? '还没有登记' : expected === null ? `${present}人` : `${present}/${expected}人`
  const wanted = [presentShare ? `到会${shareText(presentShare)}${presentShare.needed === null ? '' : `（${presentShare.needed}人）`}` : '', carriedShare ? `赞成${shareText(carriedShare)}${carriedShare.needed === null ? '' : `（${carriedShare.needed}票）`}` : ''].filter(Boolean).join('；')
  const rule = rulesText(vote)
  return (
    <List title="到会情况" {...(wanted ? { note: `要求：${wanted}。${rule ? `依据：${rule}。` : '由支部定。'}` } : {})}>
      {vote.heldDay ? <Cell title="开会的日期" value={dayText(vote.heldDay)} {...(can.change && vote.manner !== 'phone' ? { onTap: () => open('/pages/votes/edit/index', { id }) } : {})} /> : null}
      <Cell title={expected === null ? '到会' : `应到${expected}人`} value={came} {...(can.attend ? { onTap: () => open('/pages/votes/present/index', { id }) } : {})} />
      {without.length > 0 ? <Cell title={`没有表决权${without.length}人`} value={shown ? '收起' : '看原因'} noArrow onTap={() => setShown(!shown)} /> : null}
      {shown ? byReason(without).map(({ names, why }) => <Cell key={why} title={names.join('、')} hint={why} />) : null}
      {consent ? <Cell title="上级同意用手机投" hint={`${consent.superior}，${consent.document}，${dayText(consent.day)}`} /> : null}
    </List>
  )
}
