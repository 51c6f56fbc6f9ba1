import { Text, View } from '@tarojs/components'
import { useCallback, useEffect, useState } from 'react'
import { useRouter } from '@tarojs/taro'
import type { OutputOf } from '../../../../types/contracts'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Cell, List } from '../../../components/cell'
import { Chips } from '../../../components/chips'
import { FooterBar } from '../../../components/footer'
import { Page } from '../../../components/page'
import { Sheet } from '../../../components/sheet'
import { Tag } from '../../../components/tag'
import { useAction } from '../../../services/action'
import { aria } from '../../../services/aria'
import { call, newRequestId, sentenceOf } from '../../../services/cloud'
import { param, replace } from '../../../services/nav'
import { ask, said } from '../../../services/say'
import { chooseSheet, type LocalFile } from '../../../services/upload'
import { columnsOf, heldSheet, holdSheet, trySheet } from '../imports'
import { chosenTwice, changedFrom, labelOf, type Chosen } from './choosing'
import css from './index.module.scss'

type Columns = OutputOf<'imports.columns'>
type Column = Columns['columns'][number]

/** 对应各列: for a sheet with headers that we do not know, somebody says which column is which; it is remembered for the branch. */
export default function ImportColumnsPage() {
  const { params } = useRouter()
  const [organisationId, former] = [param(params, 'id'), param(params, 'from')]
  const [columns, setColumns] = useState<Columns | null>(null)
  const [chosen, setChosen] = useState<Chosen>({})
  const [asking, setAsking] = useState<Column | null>(null)
  const [busy, setBusy] = useState<string | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const forget = useAction('imports.forgetHeaders')

  const working = useCallback(async (word: string, work: () => Promise<void>): Promise<void> => {
    setBusy(word)
    setFailure(null)
    try { await work() } catch (error) { setFailure(sentenceOf(error)) } finally { setBusy(null) }
  }, [])
  const read = useCallback((file: LocalFile) => working('正在读取表格', async () => {
    setColumns(await columnsOf(organisationId, file))
    setChosen({})
  }), [organisationId, working])
  useEffect(() => {
    const held = heldSheet()
    if (held) void read(held.file)
  }, [read])

  const choose = async (): Promise<void> => {
    const file = await chooseSheet()
    if (!file) return
    holdSheet(file, heldSheet()?.way ?? 'both')
    await read(file)
  }
  const twice = columns ? chosenTwice(columns.columns, chosen) : null
  const named = columns?.columns.some((column) => labelOf(column, chosen) === 'name') ?? false
  const fault = !columns ? null : !named ? '还没有指出哪一列是姓名' : twice ? `有两列都对应了“${columns.choices.find(({ item }) => item === twice)?.label ?? ''}”，请只留一列` : null

  const goOn = (): Promise<void> => working('正在按新的对应读取', async () => {
    const held = heldSheet()
    if (!columns || !held) return
    await call('imports.keepHeaders', { organisationId, headers: changedFrom(columns.columns, chosen) }, { requestId: newRequestId() })
    const report = await trySheet(organisationId, held.file, held.way)
    // What was tried before with other columns is of no use any more.
    if (former) await call('imports.cancel', { importId: former }, { requestId: newRequestId() }).catch(() => undefined)
    replace('/pages/roster/import-detail/index', { id: report.id })
  })
  const forgetAll = async (): Promise<void> => {
    if (!(await ask({ title: '忘掉手工对应？', text: '以前为本支部对应过的列，以后都按系统认得的读。', ok: '忘掉' })) || !(await forget.run({ organisationId }))) return
    said('已忘掉')
    const held = heldSheet()
    if (held) await read(held.file)
  }
  const pick = (key: string, item: Column['item']): void => {
    setChosen((was) => ({ ...was, [key]: item }))
    setAsking(null)
  }
  const sheet = asking && columns ? <Choices column={asking} now={labelOf(asking, chosen)} choices={columns.choices} onPick={pick} onClose={() => setAsking(null)} /> : null
  return (
    <Page over={sheet} footer={columns ? <FooterBar note={fault ?? undefined}><Button text="按这样读取" busy={busy !== null} disabled={fault !== null} onTap={() => void goOn()} /></FooterBar> : null}>
      <Card>
        <Text className={css.text}>点一列，选它是哪一项；不用的列选“不导入”。选好以后本支部会记住，下次同样的表头自动对应。</Text>
        {busy ? <Text className={css.text}>{busy}…</Text> : columns ? <Text className={css.text}>{columns.sheetName ? `工作表“${columns.sheetName}”，` : ''}表头按第{columns.headerRow}行读。</Text> : <Button text="选择表格文件" onTap={() => void choose()} />}
      </Card>
      {failure ? <View className={css.failure} {...aria({ role: 'alert' })}>{failure}</View> : null}
      {columns ? (
        <List {...(columns.columns.some((column) => column.chosen) ? { action: { text: '忘掉手工对应', onTap: () => void forgetAll() } } : {})} title={`共${columns.columns.length}列`}>
          {columns.columns.map((column) => <Row key={column.label} column={column} now={labelOf(column, chosen)} choices={columns.choices} onTap={() => setAsking(column)} />)}
        </List>
      ) : null}
    </Page>
  )
}

/** `B 身份证` as a person says it. */
const columnText = (label: string): string => label.replace(/^([A-Z]{1,3}) ?/, '$1列 ')

interface RowProps { column: Column; now: Column['item']; choices: Columns['choices']; onTap: () => void }

function Row({ column, now, choices, onTap }: RowProps) {
  const label = choices.find(({ item }) => item === now)?.label
  return (
    <Cell
      title={columnText(column.label)} label={`${columnText(column.label)}，${label ?? '不导入'}`}
      hint={<Text className={css.sample}>{column.samples.length > 0 ? `如：${column.samples.join('、')}` : '没有内容'}</Text>}
      value={label ? <Tag text={label} kind="info" /> : <Tag text="不导入" />} onTap={onTap}
    />
  )
}

interface ChoicesProps { column: Column; now: Column['item']; choices: Columns['choices']; onPick: (key: string, item: Column['item']) => void; onClose: () => void }

function Choices({ column, now, choices, onPick, onClose }: ChoicesProps) {
  const items = [{ key: 'none', text: '不导入' }, ...choices.map(({ item, label }) => ({ key: item as string, text: label }))]
  return (
    <Sheet open title={columnText(column.label)} onClose={onClose}>
      <Text className={css.text}>{column.samples.length > 0 ? `里面写着：${column.samples.join('、')}。` : '这一列没有内容。'}它是哪一项？</Text>
      <Chips items={items} on={[now ?? 'none']} role="button" onToggle={(key) => onPick(column.key, choices.find(({ item }) => item === key)?.item ?? null)} />
    </Sheet>
  )
}
