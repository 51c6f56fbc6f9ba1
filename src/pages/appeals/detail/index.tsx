import { View } from '@tarojs/components'
import { useState } from 'react'
import { useRouter } from '@tarojs/taro'
import type { OutputOf } from '../../../../types/contracts'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { LongTextField } from '../../../components/field'
import { Page } from '../../../components/page'
import { ReasonSheet } from '../../../components/reason'
import { offered, reasonOf } from '../../../services/abilities'
import { useAction } from '../../../services/action'
import { useLeaveGuard } from '../../../services/leave'
import { param } from '../../../services/nav'
import { useQuery } from '../../../services/query'
import { ask, said } from '../../../services/say'
import { StateTag, Steps } from '../state'
import { Talk } from './talk'
import css from './index.module.scss'

type Appeal = OutputOf<'appeals.get'>

/** One appeal: how far it is, what was said, and the next word of whoever reads it. */
export default function AppealDetailPage() {
  const appealId = param(useRouter().params, 'id')
  const appeal = useQuery('appeals.get', { appealId })
  const confirm = useAction('appeals.confirm')
  const [unsolved, setUnsolved] = useState(false)

  const say = async (solved: boolean, text: string): Promise<void> => {
    const answer = await confirm.run({ appealId, solved, text })
    if (!answer) return
    setUnsolved(false)
    said(solved ? '谢谢您' : '已转回支部')
    appeal.put(answer)
  }
  const sheet = (
    <ReasonSheet
      open={unsolved} title="没有解决" ok="再次办理" needed={false} label="还差什么" max={500} busy={confirm.busy}
      text="会转回支部再次办理。写一句还差什么，办起来更快。" onDone={(text) => void say(false, text)} onClose={() => setUnsolved(false)}
    />
  )
  return (
    <Page query={appeal} skeleton="detail" over={sheet}>
      {(data) => (
        <View>
          <View className={css.state}><StateTag state={data.state} mine={data.mine} /></View>
          <Steps state={data.state} />
          <Talk appeal={data} />
          {data.mine ? <Author appeal={data} busy={confirm.busy} onSolved={() => void say(true, '')} onUnsolved={() => setUnsolved(true)} /> : null}
          {offered(data, 'answer') ? <Answer appeal={data} onAnswered={appeal.put} /> : null}
        </View>
      )}
    </Page>
  )
}

interface AuthorProps { appeal: Appeal; busy: boolean; onSolved: () => void; onUnsolved: () => void }

/** The author's word: only they say whether it is solved. */
function Author({ appeal, busy, onSolved, onUnsolved }: AuthorProps) {
  if (appeal.can.confirm) {
    return (
      <Card title="这件事解决了吗？">
        <View className={css.pair}>
          <View className={css.half}><Button kind="plain" text="没解决" busy={busy} onTap={onUnsolved} /></View>
          <View className={css.half}><Button text="解决了" busy={busy} onTap={onSolved} /></View>
        </View>
      </Card>
    )
  }
  if (appeal.can.reopen) return <Button kind="plain" text="又有问题，再次办理" busy={busy} onTap={onUnsolved} />
  return appeal.state === 'submitted' || appeal.state === 'reopened' ? <View className={css.note}>已送到支部书记和支部委员，有答复时会出现在您的待办里。</View> : null
}

/** The branch's word: an answer that keeps it open, or one that closes it. */
function Answer({ appeal, onAnswered }: { appeal: Appeal; onAnswered: (appeal: Appeal) => void }) {
  const [text, setText] = useState('')
  const [missing, setMissing] = useState(false)
  const answer = useAction('appeals.answer')
  useLeaveGuard(text.trim() !== '')
  const send = async (close: boolean): Promise<void> => {
    if (!text.trim()) return setMissing(true)
    if (close && !(await ask({ title: '答复并办结？', text: `${appeal.authorName}同志会收到答复，并由本人确认是否解决。`, ok: '办结' }))) return
    const updated = await answer.run({ appealId: appeal.id, text: text.trim(), close })
    if (!updated) return
    setText('')
    said(close ? '已办结' : '已答复')
    onAnswered(updated)
  }
  const reason = reasonOf(appeal, 'answer')
  return (
    <Card title="答复">
      <LongTextField label="写给本人的话" value={text} onChange={(next) => { setText(next); setMissing(false) }} max={2000} placeholder="怎么办、谁来办、什么时候有结果" error={missing ? '还没有写答复' : null} />
      <View className={css.pair}>
        <View className={css.half}><Button kind="plain" text="只答复" busy={answer.busy} reason={reason} onTap={() => void send(false)} /></View>
        {offered(appeal, 'close') ? <View className={css.half}><Button text="答复并办结" busy={answer.busy} reason={reasonOf(appeal, 'close')} onTap={() => void send(true)} /></View> : null}
      </View>
    </Card>
  )
}
