import { Text } from '@tarojs/components'
import { useState } from 'react'
import { dayFromNow } from '../../services/dates'
import { Button } from '../button'
import { Chips } from '../chips'
import { isConsent, consentOf, noConsent, type ConsentDraft } from '../consent/draft'
import { LongTextField, TextField } from '../field'
import { DayField } from '../field/date-time'
import { Sheet } from '../sheet'
import css from './index.module.scss'

interface Props {
  title: string
  /** What happens to the ballots, and that it cannot be taken back. */
  text: string
  usual: string[]
  /** Somebody knows what it came to, and it counts: only the superior's document lets it be held again. */
  consent: boolean
  busy: boolean
  onDone: (reason: string, consent?: ConsentDraft) => void
  onClose: () => void
}

/** Declares void what was voted: why, and once votes are known by which document of the superior. */
export function VoidSheet({ title, text, usual, consent, busy, onDone, onClose }: Props) {
  const [reason, setReason] = useState('')
  const [given, setGiven] = useState(noConsent)
  const [missing, setMissing] = useState(false)
  const go = (): void => {
    const document = consentOf(given)
    if (!reason.trim() || (consent && !document)) setMissing(true)
    else onDone(reason.trim(), ...(consent && document ? [document] : []))
  }
  const lacks = (value: string, what: string): string | null => (missing && !value.trim() ? what : null)
  return (
    <Sheet open title={title} onClose={onClose} footer={<><Button text="先不办" kind="plain" onTap={onClose} /><Button text="作废" kind="danger" busy={busy} onTap={go} /></>}>
      <Text className={css.text}>{text}</Text>
      {consent ? <Text className={css.warn}>票数已经有人知道，结果有效。只有上级党组织书面同意重新投票，才能作废。原来的票数、谁作废的、依据什么，都会留在记录和报告里，上级也会收到提醒。</Text> : null}
      <Chips items={usual.map((word) => ({ key: word, text: word }))} on={usual.filter((word) => word === reason)} onToggle={setReason} role="button" />
      <LongTextField label="原因" value={reason} onChange={setReason} max={100} error={lacks(reason, '请写明原因，会和这次办理一起留存')} />
      {consent ? (
        <>
          <TextField label="哪个党组织同意的" value={given.superior} onChange={(superior) => setGiven({ ...given, superior })} max={60} placeholder="照批复写全称" error={lacks(given.superior, '请照批复填写')} />
          <TextField label="批复的文号或名称" value={given.document} onChange={(document) => setGiven({ ...given, document })} max={60} placeholder="照批复抄写" error={lacks(given.document, '请照批复填写')} />
          <DayField label="批复的日期" value={given.day} onChange={(day) => setGiven({ ...given, day })} until={dayFromNow(0)} error={missing && !isConsent(given) && !given.day ? '请选择日期' : null} />
        </>
      ) : null}
    </Sheet>
  )
}
