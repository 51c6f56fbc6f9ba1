import { Text } from '@tarojs/components'
import { useState } from 'react'
import type { Answer, AnswerRow } from '../../../../types/contracts/collection-answers'
import { Button } from '../../../components/button'
import { TextField } from '../../../components/field'
import { Sheet } from '../../../components/sheet'
import { useAction } from '../../../services/action'
import { said } from '../../../services/say'
import css from '../index.module.scss'

interface Props { answer: Answer; /** null: a row that is added. */ row: AnswerRow | null; onClose: () => void; onDone: () => void }

/** One person's cells. What is typed is kept for this sheet only; what is sensitive is never shown again in full. */
export function RowSheet({ answer, row, onClose, onDone }: Props) {
  const all = answer.columns.map((column, i) => ({ column, cell: row?.cells[i] ?? { value: null, typed: false } }))
  // What is missing comes first; a row that is added is typed from left to right.
  const shown = row ? [...all.filter(({ cell }) => cell.value === null), ...all.filter(({ cell }) => cell.value !== null)] : all
  const before = Object.fromEntries(shown.map(({ column, cell }) => [column.index, cell.typed && !column.sensitive ? cell.value ?? '' : '']))
  const [texts, setTexts] = useState<Record<number, string>>(before)
  const [wrong, setWrong] = useState<string | null>(null)
  const fill = useAction('collections.fill', { onError: (error) => { setWrong(error.message); return true } })
  const rowId = row ? { rowId: row.id } : {}

  const save = async (): Promise<void> => {
    const cells = shown.flatMap(({ column: { index } }) => (texts[index] === before[index] ? [] : [{ index, value: (texts[index] ?? '').trim() }]))
    if (cells.length === 0) return onClose()
    setWrong(null)
    if (await fill.run({ answerId: answer.id, ...rowId, cells })) { said('已填'); onDone() }
  }
  const leave = async (left: boolean): Promise<void> => {
    if (await fill.run({ answerId: answer.id, ...rowId, left })) { said(left ? '这张表里不报' : '已恢复'); onDone() }
  }
  const footer = (
    <>
      {row ? <Button kind="plain" text={row.added ? '删去这行' : row.left ? '恢复' : '不报这人'} busy={fill.busy} onTap={() => void leave(!row.left)} /> : null}
      <Button text="填好" busy={fill.busy} onTap={() => void save()} />
    </>
  )
  return (
    <Sheet open title={row?.name ? row.name : '加一行'} onClose={onClose} footer={footer}>
      <Text className={css.lead}>标“缺”的请补上。要改名册上的，请到花名册里改，这里改的只用在这张表里。</Text>
      {wrong ? <Text className={css.failure}>{wrong}</Text> : null}
      {shown.map(({ column, cell }) => (
        <TextField
          key={column.index} label={`${column.header}${cell.value === null ? '（缺）' : ''}`} optional={!column.required && cell.value !== null} value={texts[column.index] ?? ''} max={200}
          onChange={(text) => setTexts({ ...texts, [column.index]: text })} placeholder={cell.value ? (cell.typed ? `已填 ${cell.value}` : `名册上：${cell.value}`) : ''}
        />
      ))}
    </Sheet>
  )
}
