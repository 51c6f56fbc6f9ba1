import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { OutputOf } from '../../../../types/contracts'
import { Button } from '../../../components/button'
import { Chips } from '../../../components/chips'
import { ChoiceField, TextField } from '../../../components/field'
import { Segmented } from '../../../components/segmented'
import { Sheet } from '../../../components/sheet'
import { useAction } from '../../../services/action'
import { leftWords, peopleWords } from './bulk-words'
import { GraduateSheet } from './graduate-sheet'
import css from './index.module.scss'

type Choices = OutputOf<'roster.choices'>
type Item = 'groupId' | 'className' | 'graduation'
interface Props { open: boolean; organisationId: string; memberIds: string[]; choices: Choices | null; onDone: (result: OutputOf<'roster.bulk'>) => void; onClose: () => void }

const items: { key: Item; text: string }[] = [{ key: 'groupId', text: '党小组' }, { key: 'className', text: '班级' }, { key: 'graduation', text: '毕业离校' }]
const SHOWN_CLASSES = 12

/** What becomes of those chosen: first how many would change and from what, then the change itself. */
export function BulkSheet({ open, organisationId, memberIds, choices, onDone, onClose }: Props) {
  const preview = useAction('roster.previewBulk')
  const apply = useAction('roster.bulk')
  const [item, setItem] = useState<Item>('groupId')
  const [value, setValue] = useState<string | null>(null)
  const [found, setFound] = useState<{ key: string; would: OutputOf<'roster.previewBulk'> } | null>(null)
  const asked = { organisationId, memberIds, ...(value === null ? {} : { [item]: value.trim() }) }
  const key = JSON.stringify(asked)
  const would = found?.key === key ? found.would : null
  const look = async (): Promise<void> => {
    const answer = await preview.run(asked)
    if (answer) setFound({ key, would: answer })
  }
  const change = async (): Promise<void> => {
    const answer = await apply.run(asked)
    if (answer) onDone(answer)
  }
  const footer = would && would.changes > 0
    ? <Button text={`确认修改${would.changes}人`} busy={apply.busy} onTap={() => void change()} />
    : <Button text="看看会改多少人" disabled={value === null} busy={preview.busy} onTap={() => void look()} />
  const head = <Segmented items={items} chosen={item} onChoose={(next) => { setItem(next); setValue(null) }} />
  if (open && item === 'graduation') return <GraduateSheet organisationId={organisationId} memberIds={memberIds} head={head} onClose={onClose} />
  return (
    <Sheet open={open} title={`批量修改${memberIds.length}人`} onClose={onClose} footer={footer}>
      {head}
      {item === 'groupId' ? (
        <ChoiceField label="改到哪个党小组" options={[...(choices?.groups ?? []).map(({ id, name }) => ({ key: id, text: name })), { key: '', text: '不编组' }]} value={value} onChange={setValue} />
      ) : (
        <View>
          <TextField label="班级改为" hint="留空就是清掉班级" max={60} value={value ?? ''} onChange={setValue} />
          {choices && !would && choices.classes.length > 0 ? <Chips role="button" items={choices.classes.slice(0, SHOWN_CLASSES).map(({ name }) => ({ key: name, text: name }))} on={[]} onToggle={setValue} /> : null}
          {value === null ? <Button kind="quiet" text="清掉班级" onTap={() => setValue('')} /> : null}
        </View>
      )}
      {would ? (
        <View className={css.would}>
          <Text className={css.wouldHead}>{would.changes > 0 ? `${would.what}：${would.changes}人` : '选中的同志都已经是这样，不用改'}</Text>
          {would.changes > 0 ? <Text className={css.note}>原来：{peopleWords(would.before)}</Text> : null}
          {leftWords(would).map((line) => <Text key={line} className={css.note}>{line}</Text>)}
          {would.changes > 0 ? <Text className={css.note}>改好后30分钟内可以撤销。</Text> : null}
        </View>
      ) : null}
    </Sheet>
  )
}
