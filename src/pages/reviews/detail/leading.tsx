import { View } from '@tarojs/components'
import { voterEntries } from '../../../../types/contracts/codes'
import type { Review } from '../../../../types/contracts/reviews'
import { Button } from '../../../components/button'
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
      <View className={css.lead}>
        {state === 'draft' ? <Button text="开始评议" busy={steps.busy} reason={reasonOf(review, 'open')} onTap={steps.open} /> : null}
        {running ? <Button text="结束并计票" kind={review.overdue ? 'primary' : 'plain'} busy={steps.busy} reason={reasonOf(review, 'close')} onTap={steps.close} /> : null}
        {grades ? <Button text="看结果，评定等次" onTap={look} /> : null}
        {state === 'closed' ? <Button text="公布评定结果" kind={grades ? 'plain' : 'primary'} busy={steps.busy} reason={reasonOf(review, 'publish')} onTap={steps.publish} /> : null}
      </View>
      <List>
        {can.seeResult && !grades ? <Cell title={can.grade ? '看结果，评定等次' : '看结果'} hint="票数供参考，等次由支委会定" onTap={look} /> : null}
        {can.prolong ? <Cell title={review.closesAt ? '延长截止时间' : '定截止时间'} hint={review.overdue ? '时间到了，已经停止收票' : review.closesAt ? '只能往后延' : '现在没有截止时间'} noArrow onTap={() => steps.show('prolong')} /> : null}
        {can.pause ? <Cell title="暂停" hint="先不收票，可以恢复" noArrow onTap={steps.pause} /> : null}
        {can.resume ? <Cell title="恢复" hint="继续收票" noArrow onTap={steps.resume} /> : null}
        {can.change && state === 'draft' && review.voidReason === null ? <Cell title="删去" hint="还没有开始，可以不要" noArrow onTap={steps.discard} /> : null}
        {can.redo ? <Cell title="作废重来" hint="这一轮的票全部作废，重新投" noArrow onTap={() => steps.show('redo')} /> : null}
      </List>
    </View>
  )
}
