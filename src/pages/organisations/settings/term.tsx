import { Text } from '@tarojs/components'
import { useState } from 'react'
import type { Organisation } from '../../../../types/contracts/organisations'
import { Button } from '../../../components/button'
import { ChoiceField, TextField } from '../../../components/field'
import { DayField } from '../../../components/field/date-time'
import { Sheet } from '../../../components/sheet'
import { useAction } from '../../../services/action'
import { dayText } from '../../../services/dates'
import { said } from '../../../services/say'
import { useSensitive } from '../../../services/sensitive'
import css from '../index.module.scss'

interface Props { organisation: Organisation; open: boolean; onClose: () => void; onDone: () => void }

/** What a branch's term may be. */
const years = [{ key: '36', text: '三年' }, { key: '60', text: '五年（村、社区）' }]

/** How long the next committee's term is. */
export function TermSheet({ organisation, open, onClose, onDone }: Props) {
  const [months, setMonths] = useState(String(organisation.termMonths ?? 36))
  const sensitive = useSensitive()
  const set = useAction('organisations.setTerm', { guard: sensitive.guard })
  const go = async (): Promise<void> => {
    if (!(await set.run({ organisationId: organisation.id, termMonths: Number(months) }))) return
    said('已保存')
    onClose()
    onDone()
  }
  return (
    <>
      <Sheet open={open} title="任期" onClose={onClose} footer={<Button text="保存" busy={set.busy} onTap={() => void go()} />}>
        <Text className={css.text}>支部委员会的任期一般三年，村、社区的五年，由上级组织设置。从下一次批复的换届选举起用，现任的任期不变。</Text>
        <ChoiceField label="任期" options={years} value={months} onChange={setMonths} />
      </Sheet>
      {sensitive.sheet}
    </>
  )
}

/** What has been put off: 任期到2026年11月20日，批准延期到2027年5月20日. */
export function extensionText({ termDue, extension }: Organisation): string {
  if (!termDue) return ''
  return extension && extension.until > termDue ? `任期到${dayText(termDue)}，批准延期到${dayText(extension.until)}（${extension.document}）` : `现任任期到${dayText(termDue)}，批准延期的在这里登记`
}

/** The superior puts the election off: until when, and by which document. */
export function ExtendSheet({ organisation, open, onClose, onDone }: Props) {
  const sensitive = useSensitive()
  const due = organisation.termDue ?? ''
  const [until, setUntil] = useState(organisation.extension && organisation.extension.until > due ? organisation.extension.until : '')
  const [document, setDocument] = useState(organisation.extension?.document ?? '')
  const extend = useAction('organisations.extendTerm', { guard: sensitive.guard })
  const go = async (): Promise<void> => {
    if (!(await extend.run({ organisationId: organisation.id, until, document: document.trim() }))) return
    said('已登记')
    onClose()
    onDone()
  }
  return (
    <>
      <Sheet open={open} title="延期换届" onClose={onClose} footer={<Button text="登记" busy={extend.busy} disabled={!until || !document.trim()} onTap={() => void go()} />}>
        <Text className={css.text}>现任任期到{due ? dayText(due) : ''}。延期换届要经上级党组织批准，最长不超过一年。没有登记的，到期以后照常履职，但会一直提醒。</Text>
        <DayField label="延期到" value={until} onChange={setUntil} {...(due ? { from: due } : {})} />
        <TextField label="批准的文号或标题" value={document} onChange={setDocument} max={60} placeholder="照批复抄写" />
      </Sheet>
      {sensitive.sheet}
    </>
  )
}
