import { useState, type ReactNode } from 'react'
import type { Vote } from '../../../../types/contracts/votes'
import { ProlongSheet } from '../../../components/prolong'
import { VoidSheet } from '../../../components/void-sheet'
import { useAction } from '../../../services/action'
import { useDiscard } from '../../../services/discard'
import { showFile } from '../../../services/made-file'
import { open } from '../../../services/nav'
import { ask, said } from '../../../services/say'
import type { Sensitive } from '../../../services/sensitive'
import { needsPresent, type Next } from '../words'
import { CountersSheet } from './counters'

type Sheets = 'redo' | 'prolong' | 'counters'

export interface Steps {
  go: (next: Pick<Next, 'step' | 'group' | 'slips'>) => void
  pause: () => void
  discard: () => void
  show: (sheet: Sheets) => void
  busy: boolean
  sheets: ReactNode
}

/** Everything that who leads a vote does with it; what cannot be taken back is asked before. */
export function useSteps(vote: Vote, guard: Sensitive['guard'], onDone: () => void): Steps {
  const [sheet, setSheet] = useState<Sheets | null>(null)
  const { id: voteId } = vote
  const [openIt, pause, resume, prolong, close, redo, publish, record] = [
    useAction('votes.open', { guard }), useAction('votes.pause', { guard }), useAction('votes.resume', { guard }), useAction('votes.prolong', { guard }), useAction('votes.close', { guard }), useAction('votes.redo', { guard }), useAction('votes.publish', { guard }), useAction('votes.record'),
  ]
  const run = async (work: Promise<object | null>, word: string): Promise<void> => {
    if (!(await work)) return
    said(word)
    setSheet(null)
    onDone()
  }
  const askOpen = async (): Promise<void> => {
    const fixed = needsPresent(vote) ? '谁有表决权、谁到会、表决什么就定下来了' : `问什么、${vote.named ? '记名' : '不记名'}就定下来了`
    if (await ask({ title: needsPresent(vote) ? '开始表决？' : '开始征求意见？', text: `开始后，${fixed}，不能再改；要改只能作废重来。`, ok: '开始' })) await run(openIt.run({ voteId }), '已开始')
  }
  const askClose = async (): Promise<void> => {
    if (await ask({ title: '结束并计票？', text: '结束后不再收票，马上计票。结束不能恢复。', ok: '结束' })) await run(close.run({ voteId }), '已计票')
  }
  const askPublish = async (): Promise<void> => {
    if (await ask({ title: '公布结果？', text: `公布后，本支部的同志都看得到结果。${vote.named ? '谁选了什么，只有支部负责人看得到。' : ''}`, ok: '公布' })) await run(publish.run({ voteId }), '已公布')
  }
  const go = ({ step, group, slips }: Pick<Next, 'step' | 'group' | 'slips'>): void => {
    switch (step) {
      case 'attend': return open('/pages/votes/present/index', { id: voteId })
      case 'open': return void askOpen()
      case 'show': return open('/pages/ballots/screen/index', { kind: 'vote', id: voteId, group, ...(slips ? { slips: 'yes' } : {}) })
      case 'count': return open('/pages/ballots/count/index', { kind: 'vote', id: voteId, group })
      case 'look': return onDone()
      case 'close': return void askClose()
      case 'resume': return void run(resume.run({ voteId }), '已恢复')
      case 'redo': return setSheet('redo')
      case 'publish': return void askPublish()
      case 'record': return void record.run({ voteId }).then((made) => showFile(made))
      // Each step does something.
      default: return step satisfies never
    }
  }
  const discard = useDiscard('vote', voteId, vote.title)
  const shut = (): void => setSheet(null)
  return {
    go, show: setSheet,
    pause: () => void run(pause.run({ voteId }), '已暂停'),
    discard,
    busy: [openIt, pause, resume, close, redo, publish, record].some(({ busy }) => busy),
    sheets: (
      <>
        {sheet === 'redo' ? <VoidSheet
          title="这一次作废？" consent={vote.voidNeedsConsent} busy={redo.busy} usual={needsPresent(vote) ? ['到会人数有误', '票数多于发出的票', '表决内容要改'] : ['问题要改', '选项要改']} text="已经投的票全部清除，不计数、不能恢复。之后可以改，再重新开始。"
          onDone={(reason, consent) => void run(redo.run({ voteId, reason, ...(consent ? { consent } : {}) }), '已作废')} onClose={shut}
        /> : null}
        {sheet === 'prolong' ? <ProlongSheet closesAt={vote.closesAt} busy={prolong.busy} onDone={(closesAt) => void run(prolong.run({ voteId, closesAt }), '已延长')} onClose={shut} /> : null}
        {sheet === 'counters' ? <CountersSheet vote={vote} guard={guard} onDone={() => { said('已指定'); setSheet(null); onDone() }} onClose={shut} /> : null}
      </>
    ),
  }
}
