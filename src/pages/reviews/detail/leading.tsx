import { Text, View } from '@tarojs/components'
import { deciders, voterEntries } from '../../../../types/contracts/codes'
import type { Review } from '../../../../types/contracts/reviews'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Cell, List } from '../../../components/cell'
import { Counters } from '../../../components/counters'
import { PileRows } from '../../../components/piles'
import { offered, reasonOf } from '../../../services/abilities'
import { open } from '../../../services/nav'
import type { Piles } from '../../../services/piles'
import type { Steps } from './steps'
import css from '../../../styles/ballots.module.scss'

interface Props { review: Review; steps: Steps; piles: Piles }

const isPaper = ({ entry }: Review['groups'][number]): boolean => entry === 'paper' || entry === 'written'

/** What who leads a review does with it, in the order in which it is done. */
export function Leading({ review, steps, piles }: Props) {
  if (!(['change', 'open', 'pause', 'close', 'seeResult'] as const).some((ability) => offered(review, ability))) return null
  const { id, state, groups, can } = review
  const running = state === 'open' || state === 'paused'
  // Before anything can be made known, everybody has to be graded: that comes next.
  const grades = state === 'closed' && can.grade && can.seeResult && !can.publish
  const look = (): void => open('/pages/reviews/result/index', { id })
  return (
    <View>
      <PileRows
        title="谁来评议" note={state === 'draft' ? '群众测评可以按班级分组，每组只评自己认识的同志。' : ''} piles={groups} state={state} onTap={running || state === 'draft' ? piles.tap : undefined}
        hintOf={({ entry, rates }) => `${voterEntries[entry]}${rates ? `，评${rates.length}位` : ''}`} {...(can.change ? { action: { text: '设置', onTap: () => open('/pages/reviews/edit/index', { id }) } } : {})}
      />
      {groups.some(isPaper) && (running || state === 'draft') ? <Counters counters={review.counters} onChoose={() => steps.show('counters')} /> : null}
      <Turnout review={review} />
      <View className={css.lead}>
        {state === 'draft' ? <Button text="开始投票" busy={steps.busy} reason={reasonOf(review, 'open')} onTap={steps.open} /> : null}
        {running ? <Button text="结束并计票" kind={review.overdue ? 'primary' : 'plain'} busy={steps.busy} reason={reasonOf(review, 'close')} onTap={steps.close} /> : null}
        {grades ? <Button text="看结果，评定等次" onTap={look} /> : null}
        {state === 'closed' ? <Button text="公布评定结果" kind={grades ? 'plain' : 'primary'} busy={steps.busy} reason={reasonOf(review, 'publish')} onTap={steps.publish} /> : null}
      </View>
      <List>
        {can.askSummaries ? <AskSummaries review={review} onTap={steps.askSummaries} /> : null}
        {can.setMeeting ? <Cell title={review.meetingId ? '换一次会议' : '和会议一起开'} hint={review.meetingOff ? '选的会议取消了，党员签不了到，投不了票' : review.meetingTitle ? `现在是“${review.meetingTitle}”，签到以后才能投` : '现在在哪里都可以投'} onTap={() => steps.show('meeting')} /> : null}
        {can.seeResult && !grades ? <Cell title={can.grade ? '看结果，评定等次' : '看结果'} hint={`票数供参考，等次由${deciders[review.decidedBy]}定`} onTap={look} /> : null}
        {can.prolong ? <Cell title={review.closesAt ? '延长截止时间' : '定截止时间'} hint={review.overdue ? '时间到了，已经停止收票' : review.closesAt ? '只能往后延' : '现在没有截止时间'} noArrow onTap={() => steps.show('prolong')} /> : null}
        {can.pause ? <Cell title="暂停" hint="先不收票，可以恢复" noArrow onTap={steps.pause} /> : null}
        {can.resume ? <Cell title="恢复" hint="继续收票" noArrow onTap={steps.resume} /> : null}
        {can.change && state === 'draft' && review.voidReason === null ? <Cell title="删去" hint="还没有开始，可以不要" noArrow onTap={steps.discard} /> : null}
        {can.redo ? <Cell title="作废重来" hint="这一轮的票全部作废，重新投" noArrow onTap={() => steps.show('redo')} /> : null}
      </List>
    </View>
  )
}

/** How many take part, before it is closed: advice, with what falls short marked by its words. */
function Turnout({ review: { turnout } }: { review: Review }) {
  if (!turnout || turnout.length === 0) return null
  return (
    <Card title="参加情况">
      {turnout.map(({ key, name, text, enough }) => <Text key={key ?? 'members'} className={css.promise}>{name}：{text}{enough ? '' : '，建议先不结束'}</Text>)}
    </Card>
  )
}

/** One tap puts it on everybody's home page; then it says who has written. */
function AskSummaries({ review: { summaries }, onTap }: { review: Review; onTap: () => void }) {
  if (!summaries) return null
  const value = `已写${summaries.written}/${summaries.of}人`
  return summaries.asked
    ? <Cell title="已请大家写个人总结" hint="待办里有“写好个人总结”，开始投票后不能再写" value={value} />
    : <Cell title="请大家写总结" hint="每位同志的待办里会有“写好个人总结”" value={value} onTap={onTap} />
}
