import { useState, type ReactNode } from 'react'
import type { Review } from '../../../../types/contracts/reviews'
import { PeopleSheet } from '../../../components/people-sheet'
import { ProlongSheet } from '../../../components/prolong'
import { ReasonSheet } from '../../../components/reason'
import { useAction } from '../../../services/action'
import { useDiscard } from '../../../services/discard'
import { useQuery } from '../../../services/query'
import { ask, said } from '../../../services/say'
import type { Sensitive } from '../../../services/sensitive'
import { useSetCounters } from '../../../services/set-counters'
import { MeetingSheet } from './meeting'
import { PublishSheet } from './publish-sheet'

type Sheets = 'redo' | 'prolong' | 'counters' | 'meeting' | 'publish'

export interface Steps { open: () => void; pause: () => void; resume: () => void; discard: () => void; close: () => void; publish: () => void; askSummaries: () => void; show: (sheet: Sheets) => void; busy: boolean; sheets: ReactNode }

/** Everything that who leads a review does with it; what cannot be taken back is asked before. Null while it is not loaded. */
export function useSteps(review: Review | null, guard: Sensitive['guard'], onDone: () => void): Steps {
  const [sheet, setSheet] = useState<Sheets | null>(null)
  const reviewId = review?.id ?? ''
  const [openIt, pause, resume, prolong, close, redo, publish, askSummaries, setMeeting] = [
    useAction('reviews.open', { guard }), useAction('reviews.pause', { guard }), useAction('reviews.resume', { guard }), useAction('reviews.prolong', { guard }), useAction('reviews.close', { guard }), useAction('reviews.redo', { guard }), useAction('reviews.publish', { guard }), useAction('reviews.askSummaries'), useAction('reviews.setMeeting'),
  ]
  const run = async (work: Promise<object | null>, word: string): Promise<void> => {
    if (!(await work)) return
    said(word)
    setSheet(null)
    onDone()
  }
  const askOpen = async (): Promise<void> => {
    if (await ask({ title: '开始投票？', text: '开始后，谁能参加、评议谁就定下来了，个人总结也不能再改；要改只能作废重来。', ok: '开始' })) await run(openIt.run({ reviewId }), '已开始投票')
  }
  const askClose = async (): Promise<void> => {
    const short = review?.turnout?.filter(({ enough }) => !enough).map(({ name, text }) => `${name}${text}`) ?? []
    const text = `${short.length > 0 ? `${short.join('；')}。人数不够，建议先不结束。` : ''}结束后不再收票，马上计票。结束不能恢复。`
    if (await ask({ title: '结束并计票？', text, ok: short.length > 0 ? '仍要结束' : '结束' })) await run(close.run({ reviewId }), '已结束')
  }
  const discard = useDiscard('review', reviewId, review?.title ?? '')
  const shut = (): void => setSheet(null)
  return {
    open: () => void askOpen(), close: () => void askClose(), publish: () => setSheet('publish'),
    pause: () => void run(pause.run({ reviewId }), '已暂停'), resume: () => void run(resume.run({ reviewId }), '已恢复'), discard, askSummaries: () => void run(askSummaries.run({ reviewId }), '已放进大家的待办'), show: setSheet,
    busy: [openIt, pause, resume, close, publish, askSummaries].some(({ busy }) => busy),
    sheets: review ? (
      <>
        <ReasonSheet
          open={sheet === 'redo'} title="这一轮作废？" ok="作废" danger busy={redo.busy} usual={['到场人数不够', '名单有误', '票数多于人数']} text="已经投的票全部清除，不计数、不能恢复。之后可以改名单，重新开始。"
          onDone={(reason) => void run(redo.run({ reviewId, reason }), '已作废')} onClose={shut}
        />
        {sheet === 'prolong' ? <ProlongSheet closesAt={review.closesAt} busy={prolong.busy} onDone={(closesAt) => void run(prolong.run({ reviewId, closesAt }), '已延长')} onClose={shut} /> : null}
        {sheet === 'meeting' ? <MeetingSheet review={review} busy={setMeeting.busy} onDone={(meetingId) => void run(setMeeting.run({ reviewId, meetingId }), '已改')} onClose={shut} /> : null}
        {sheet === 'publish' ? <PublishSheet review={review} busy={publish.busy} onDone={(told) => void run(publish.run({ reviewId, ...told }), '已公布')} onClose={shut} /> : null}
        {sheet === 'counters' ? <CountersSheet review={review} guard={guard} onDone={() => { said('已指定'); setSheet(null); onDone() }} onClose={shut} /> : null}
      </>
    ) : null,
  }
}

function CountersSheet({ review, guard, onDone, onClose }: { review: Review; guard: Sensitive['guard']; onDone: () => void; onClose: () => void }) {
  const set = useSetCounters({ kind: 'review', id: review.id, guard, onDone, onClose })
  const names = useQuery('roster.names', { organisationId: review.organisationId })
  const people = names.data ? names.data.items.map(({ id, name }) => ({ memberId: id, name })) : null
  return set.reason ?? <PeopleSheet title="监票人、计票人" people={people} failed={names} chosen={review.counters.map(({ memberId }) => memberId)} none most={20} note="请选两位或更多。他们在自己的待办里看到“录入票数”。各人分别录入，一致才算。" busy={set.busy} onDone={set.save} onClose={onClose} />
}
