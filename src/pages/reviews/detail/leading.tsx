import { View } from '@tarojs/components'
import { useState } from 'react'
import { voterEntries } from '../../../../types/contracts/codes'
import type { Review } from '../../../../types/contracts/reviews'
import { Button } from '../../../components/button'
import { Cell, List } from '../../../components/cell'
import { ReasonSheet } from '../../../components/reason'
import { offered, reasonOf } from '../../../services/abilities'
import { useAction } from '../../../services/action'
import { open } from '../../../services/nav'
import { ask, said } from '../../../services/say'
import type { Sensitive } from '../../../services/sensitive'
import css from '../../../styles/ballots.module.scss'

interface Props { review: Review; guard: Sensitive['guard']; onDone: () => void }

/** What who leads a review does with it, in the order in which it is done. */
export function Leading({ review, guard, onDone }: Props) {
  const [voiding, setVoiding] = useState(false)
  const [openIt, pause, resume, close, redo, publish] = [
    useAction('reviews.open', { guard }), useAction('reviews.pause'), useAction('reviews.resume'), useAction('reviews.close', { guard }), useAction('reviews.redo', { guard }), useAction('reviews.publish', { guard }),
  ]
  if (!(['change', 'open', 'pause', 'close', 'seeResult'] as const).some((ability) => offered(review, ability))) return null
  const { id: reviewId } = review
  const go = async (work: Promise<object | null>, word: string): Promise<void> => {
    if (!(await work)) return
    said(word)
    onDone()
  }
  const askOpen = async (): Promise<void> => {
    if (await ask({ title: '开始评议？', text: '开始后，谁能参加、评议谁就定下来了，不能再改；要改只能作废重来。', ok: '开始' })) await go(openIt.run({ reviewId }), '已开始')
  }
  const askClose = async (): Promise<void> => {
    if (await ask({ title: '结束评议？', text: '结束后不再收票，马上计票。结束不能恢复。', ok: '结束' })) await go(close.run({ reviewId }), '已结束')
  }
  const askPublish = async (): Promise<void> => {
    if (await ask({ title: '公布评定结果？', text: '每位同志只看到自己的等次。公布后不能再改等次，也销毁核对身份用的密钥。', ok: '公布' })) await go(publish.run({ reviewId }), '已公布')
  }
  const running = review.state === 'open' || review.state === 'paused'
  return (
    <View>
      <List title="谁来评议" note={review.state === 'draft' ? '群众测评可以按班级分组，每组只评自己认识的同志。' : ''} {...(review.can.change ? { action: { text: '设置', onTap: () => open('/pages/reviews/edit/index', { id: reviewId }) } } : {})}>
        {review.groups.map((group) => {
          const turnout = group.taken === null ? `${group.entitled}人` : `${group.taken}/${group.entitled}人`
          const shows = review.state === 'open' && (group.entry === 'room' || group.entry === 'list')
          return <Cell key={group.key} title={group.name} hint={`${voterEntries[group.entry]}${group.rates ? `，评${group.rates.length}位` : ''}`} value={turnout} {...(shows ? { onTap: () => open('/pages/ballots/screen/index', { kind: 'review', id: reviewId, group: group.key }) } : group.entry === 'slips' && running ? { onTap: () => open('/pages/ballots/screen/index', { kind: 'review', id: reviewId, group: group.key, slips: 'yes' }) } : {})} />
        })}
      </List>
      <View className={css.lead}>
        {review.state === 'draft' ? <Button text="开始评议" busy={openIt.busy} reason={reasonOf(review, 'open')} onTap={() => void askOpen()} /> : null}
        {running ? <Button text="结束并计票" kind="plain" busy={close.busy} reason={reasonOf(review, 'close')} onTap={() => void askClose()} /> : null}
        {review.state === 'closed' ? <Button text="公布评定结果" busy={publish.busy} reason={reasonOf(review, 'publish')} onTap={() => void askPublish()} /> : null}
      </View>
      <List>
        {review.can.seeResult ? <Cell title={review.can.grade ? '看结果，评定等次' : '看结果'} hint="票数供参考，等次由支委会定" onTap={() => open('/pages/reviews/result/index', { id: reviewId })} /> : null}
        {review.can.pause ? <Cell title="暂停" hint="先不收票，可以恢复" noArrow onTap={() => void go(pause.run({ reviewId }), '已暂停')} /> : null}
        {review.can.resume ? <Cell title="恢复" hint="继续收票" noArrow onTap={() => void go(resume.run({ reviewId }), '已恢复')} /> : null}
        {review.can.redo ? <Cell title="作废重来" hint="这一轮的票全部作废，重新投" noArrow onTap={() => setVoiding(true)} /> : null}
      </List>
      <ReasonSheet
        open={voiding} title="这一轮作废？" ok="作废" danger busy={redo.busy} usual={['到场人数不够', '名单有误', '票数多于人数']} text="已经投的票全部清除，不计数、不能恢复。之后可以改名单，重新开始。"
        onDone={(reason) => { setVoiding(false); void go(redo.run({ reviewId, reason }), '已作废') }} onClose={() => setVoiding(false)}
      />
    </View>
  )
}
