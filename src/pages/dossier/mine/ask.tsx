import { Text } from '@tarojs/components'
import { useEffect, useState } from 'react'
import type { InputOf, OutputOf } from '../../../../types/contracts'
import { correctionItems, educations, ethnicities, sexes, type CorrectionItem } from '../../../../types/contracts/codes'
import { Button } from '../../../components/button'
import { ChoiceField, LongTextField, TextField } from '../../../components/field'
import { DayField } from '../../../components/field/date-time'
import { Sheet } from '../../../components/sheet'
import { useAction } from '../../../services/action'
import { dayFromNow } from '../../../services/dates'
import { said } from '../../../services/say'
import { isDayItem, itemText } from '../words'
import css from './index.module.scss'

interface Props { item: CorrectionItem | null; data: OutputOf<'corrections.mine'>; onClose: () => void; onDone: () => void }

const optionsOf = (labels: Record<string, string>): { key: string; text: string }[] => Object.entries(labels).sort(([a], [b]) => a.localeCompare(b)).map(([key, text]) => ({ key, text }))
const lists: Partial<Record<CorrectionItem, { key: string; text: string }[]>> = { sex: optionsOf({ '1': sexes['1'], '2': sexes['2'] }), ethnicity: optionsOf(ethnicities), education: optionsOf(educations) }
const longest: Partial<Record<CorrectionItem, number>> = { name: 40, studentNumber: 30, nativePlace: 30, grade: 20 }

/** Asks for one item to be corrected. An ID number is never typed here: both look at the card. */
export function AskSheet({ item, data, onClose, onDone }: Props) {
  const send = useAction('corrections.ask')
  const [value, setValue] = useState('')
  const [note, setNote] = useState('')
  const kept = data.kept.find((each) => each.item === item)
  useEffect(() => {
    setValue(kept?.raw ?? '')
    setNote('')
    // Only another item begins anew: an answer that comes back meanwhile leaves what was typed.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [item])
  if (!item || !kept) return null
  const label = correctionItems[item]
  const go = async (): Promise<void> => {
    const input: InputOf<'corrections.ask'> = item === 'idNumber' ? { changes: {}, idNumberWrong: true, note } : { changes: { [item]: value.trim() }, note }
    if (!(await send.run(input))) return
    said('已交给书记')
    onDone()
  }
  const same = item !== 'idNumber' && value.trim() === kept.raw
  const list = lists[item]
  return (
    <Sheet open title={`更正${label}`} onClose={onClose} footer={<><Button text="先不改" kind="plain" onTap={onClose} /><Button text={item === 'idNumber' ? '请书记核对' : '提交'} busy={send.busy} disabled={same} onTap={() => void go()} /></>}>
      <Text className={css.now}>{item === 'idNumber' ? `现在登记的：${kept.value ?? '没有'}。身份证号请不要写在这里。提交后，带上身份证，请书记当面核对。` : `现在登记的：${itemText(item, kept.value)}`}</Text>
      {item === 'idNumber' ? null : list ? <ChoiceField label={`正确的${label}`} options={list} value={value || null} onChange={setValue} />
        : isDayItem(item) ? <DayField label={`正确的${label}`} value={value} onChange={setValue} until={dayFromNow(0)} />
          : <TextField label={`正确的${label}`} value={value} onChange={setValue} max={longest[item] ?? 60} />}
      <LongTextField label="说明" value={note} onChange={setNote} max={100} optional placeholder="如：和身份证上不一样。请不要写身份证号" />
    </Sheet>
  )
}
