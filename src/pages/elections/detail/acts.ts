/** What is done with an election by one tap and a question; each with what it means, said before. */
import { useAction } from '../../../services/action'
import { dayFromNow, dayText } from '../../../services/dates'
import { ask, said } from '../../../services/say'
import type { Sensitive } from '../../../services/sensitive'

export interface Asked { ask: () => Promise<void> }
export interface Acts { open: Asked; pause: Asked; resume: Asked; close: Asked; report: Asked; publish: Asked; busy: boolean }

/** @param guard of useSensitive; `onDone` loads the election anew; `heldOn` the day that a ballot opened now is held on record */
export function useActs(electionId: string, guard: Sensitive['guard'], onDone: () => void, heldOn: string | null = null): Acts {
  const [open, pause, resume, close, report, publish] = [
    useAction('elections.open', { guard }), useAction('elections.pause', { guard }), useAction('elections.resume', { guard }), useAction('elections.close', { guard }), useAction('elections.report', { guard }), useAction('elections.publish', { guard }),
  ]
  const asked = (action: { run: (input: { electionId: string }) => Promise<object | null> }, word: string, question?: { title: string; text: string; ok: string }): Asked => ({
    ask: async () => {
      if (question && !(await ask(question))) return
      if (!(await action.run({ electionId }))) return
      said(word)
      onDone()
    },
  })
  return {
    open: asked(open, '已开始', { title: '开始投票？', text: `${heldOn && heldOn !== dayFromNow(0) ? `这次投票记作${dayText(heldOn)}举行。` : ''}开始后，候选人和到会人数就定下来了，不能再改；要改只能作废重投。`, ok: '开始' }),
    pause: asked(pause, '已暂停'),
    resume: asked(resume, '已恢复'),
    close: asked(close, '已计票', { title: '结束并计票？', text: '结束后不再收票，马上计票。结束不能恢复。', ok: '结束' }),
    report: asked(report, '已上报', { title: '上报选举结果？', text: '上级党组织会看到当选名单、得票和分工。上报后票数不能再改；分工改了，要重新上报。', ok: '上报' }),
    publish: asked(publish, '已公布', { title: '公布选举结果？', text: '本支部全体党员都能看到当选名单和得票。', ok: '公布' }),
    busy: [open, pause, resume, close, report, publish].some(({ busy }) => busy),
  }
}
