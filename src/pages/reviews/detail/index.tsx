import { Text, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { reviewScales } from '../../../../types/contracts/codes'
import type { Review } from '../../../../types/contracts/reviews'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Cell, List } from '../../../components/cell'
import { LongTextField } from '../../../components/field'
import { Fingerprints } from '../../../components/fingerprints'
import { FooterBar } from '../../../components/footer'
import { Page } from '../../../components/page'
import { CheckedPiles } from '../../../components/piles'
import { Sheet } from '../../../components/sheet'
import { offered, reasonOf } from '../../../services/abilities'
import { useAction } from '../../../services/action'
import { dueText, whenText } from '../../../services/dates'
import { open, param } from '../../../services/nav'
import { useQuery } from '../../../services/query'
import { said } from '../../../services/say'
import { useSensitive } from '../../../services/sensitive'
import { StateTag } from '../state'
import { usePiles } from '../../../services/piles'
import { useSummaries } from '../../../services/summaries'
import { Leading } from './leading'
import { People } from './people'
import { MyGrade, Published } from './published'
import { useSteps } from './steps'
import css from '../../../styles/ballots.module.scss'

/** One review: a member's own ballot and summary; for who leads it, everything that is done with it. */
export default function ReviewDetailPage() {
  const id = param(useRouter().params, 'id')
  const review = useQuery('reviews.get', { reviewId: id })
  const sensitive = useSensitive()
  const [writing, setWriting] = useState(false)
  const data = review.data
  const piles = usePiles('review', id, data?.state ?? 'draft', sensitive.guard)
  const summaries = useSummaries(id)
  const steps = useSteps(data, sensitive.guard, () => void review.reload())
  const over = data ? <>{sensitive.sheet}{piles.sheet}{steps.sheets}{summaries.sheet}<SummarySheet key={data.mine.summary} review={data} open={writing} onClose={() => setWriting(false)} onDone={() => void review.reload()} /></> : null
  return (
    <Page query={review} skeleton="detail" over={over} footer={data ? <Foot review={data} /> : null}>
      {(found) => (
        <View>
          <Card>
            <View className={css.title}>{found.title}</View>
            <View className={css.hint}><StateTag state={found.state} />{found.closesAt && (found.state === 'open' || found.state === 'paused') ? <Text>{dueText(found.closesAt)}</Text> : null}</View>
            {found.overdue ? <Text className={css.promise}>截止时间到了，已经停止收票，等支部结束并计票。</Text> : null}
            <Text className={css.promise}>{found.purpose}{/[。！？]$/.test(found.purpose) ? '' : '。'}{found.scale === 'grades' ? '评四个等次' : `按${reviewScales[found.scale]}评`}，不了解可以选“不了解”。</Text>
            {found.copiedFrom !== null && found.can.change ? <Text className={css.promise}>分组和设置照{found.copiedFrom}年的，可以随意改；名单和人数要重新填。</Text> : null}
            {found.voided.map(({ round, byName, at, reason, counted }) => <Text key={round} className={css.promise}>第{round}轮，{byName}{whenText(at)}作废{counted ? '（已经计过票）' : ''}：{reason}</Text>)}
            {found.countersGone.map(({ name, byName, at, reason }) => <Text key={`${name}${at}`} className={css.promise}>{byName}{whenText(at)}换下计票的{name}：{reason}</Text>)}
            <MyGrade mine={found.mine} />
          </Card>
          {found.meetingId && found.mine.entitled && !found.mine.taken && found.state === 'open' ? (
            <List><Cell title={`在“${found.meetingTitle ?? '会议'}”上投票`} hint={found.meetingOff ? '这次会议取消了，请等支部另定' : '先在会上签到，签到后就能投'} onTap={() => open('/pages/activities/detail/index', { id: found.meetingId })} /></List>
          ) : null}
          {found.summary ? <Published review={found} summary={found.summary} /> : null}
          {found.mine.reviewed ? (
            <Card title="我的总结" {...(found.can.writeSummary ? { aside: <Button text={found.mine.summary ? '修改' : '填写'} kind="quiet" small onTap={() => setWriting(true)} /> } : {})}>
              <Text className={found.mine.summary ? css.body : css.none}>{found.mine.summary || (found.can.writeSummary ? '还没有写。参加评议的同志投票前可以看到，开始投票以后不能再改。' : '没有写。')}</Text>
            </Card>
          ) : null}
          <Leading review={found} steps={steps} piles={piles} />
          {found.can.check && !found.can.seeResult ? <CheckedPiles piles={found.groups} onTap={piles.tap} /> : null}
          <People review={found} onRead={summaries.read} />
          <Fingerprints hashes={found.fingerprints} />
        </View>
      )}
    </Page>
  )
}

function Foot({ review }: { review: Review }) {
  const { id, mine, state } = review
  if (state !== 'open' && !mine.taken) return null
  if (mine.taken) return <FooterBar note="您的票已经在票箱里" ><Button text="已交票" kind="plain" disabled onTap={() => undefined} /></FooterBar>
  if (!offered(review, 'vote')) return null
  return <FooterBar><Button text="填写测评票" reason={reasonOf(review, 'vote')} onTap={() => open('/pages/ballots/vote/index', { kind: 'review', id })} /></FooterBar>
}

function SummarySheet({ review, open: shown, onClose, onDone }: { review: Review; open: boolean; onClose: () => void; onDone: () => void }) {
  const [text, setText] = useState(review.mine.summary)
  const write = useAction('reviews.writeSummary')
  const go = async (): Promise<void> => {
    if (!(await write.run({ reviewId: review.id, text: text.trim() }))) return
    said('已保存')
    onClose()
    onDone()
  }
  return (
    <Sheet open={shown} title="我的总结" onClose={onClose} footer={<Button text="保存" busy={write.busy} onTap={() => void go()} />}>
      <LongTextField label="一年来的思想、工作和学习" value={text} onChange={setText} max={3000} />
    </Sheet>
  )
}
