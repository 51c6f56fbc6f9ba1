import { Text, View } from '@tarojs/components'
import { useRouter, useUnload } from '@tarojs/taro'
import { useRef, useState } from 'react'
import { answerStates } from '../../../../types/contracts/codes-collections'
import type { Answer, AnswerRow } from '../../../../types/contracts/collection-answers'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Cell, List } from '../../../components/cell'
import { DueTag } from '../../../components/due-tag'
import { EmptyState } from '../../../components/empty'
import { FooterBar } from '../../../components/footer'
import { Listed } from '../../../components/listed'
import { Page } from '../../../components/page'
import { SearchBar } from '../../../components/search'
import { Segmented } from '../../../components/segmented'
import { Tag } from '../../../components/tag'
import { offered, reasonOf } from '../../../services/abilities'
import { useAction } from '../../../services/action'
import { dayText, whenText } from '../../../services/dates'
import { dropDocument, openDocument } from '../../../services/document'
import { useList } from '../../../services/list'
import { param } from '../../../services/nav'
import { useQuery } from '../../../services/query'
import { ask, said, tell } from '../../../services/say'
import { useSensitive } from '../../../services/sensitive'
import { answerColours } from '../states'
import { RowSheet } from './row'
import css from '../index.module.scss'

/** A branch's sheet: filled from its roster, completed here, confirmed. */
export default function CollectionDetailPage() {
  const id = param(useRouter().params, 'id')
  const answer = useQuery('collections.answer', { answerId: id })
  const [part, setPart] = useState<'all' | 'gaps'>('all')
  const [words, setWords] = useState('')
  const [row, setRow] = useState<AnswerRow | 'new' | null>(null)
  const list = useList('collections.rows', { answerId: id, limit: 20, gaps: part === 'gaps', ...(words ? { search: words } : {}) })
  const confirm = useAction('collections.confirm')
  const reopen = useAction('collections.reopen')
  const sensitive = useSensitive()
  const sheet = useAction('collections.sheet', { guard: sensitive.guard })
  const fetched = useRef(new Set<string>())
  useUnload(() => fetched.current.forEach(dropDocument))
  const reload = async (): Promise<void> => { await Promise.all([answer.reload(), list.reload()]) }

  const goConfirm = async (data: Answer): Promise<void> => {
    const text = data.rows === 0 ? '表里没有人，等于报“没有”。' : data.requiredGaps > 0 ? `还有${data.requiredGaps}处必填的没有填，上级会看到，可能退回。` : `共${data.rows}人，交给${data.fromName}。`
    if (!(await ask({ title: '确认这张表？', text: `${text}确认后内容固定下来；上级办结以前可以撤回。`, ok: '确认', no: '再看看' }))) return
    if (await confirm.run({ answerId: id })) { said('已确认'); await reload() }
  }
  const goReopen = async (data: Answer): Promise<void> => {
    if (!(await ask({ title: '撤回确认？', text: '撤回后可以再改，改好要重新确认。', ok: '撤回', no: '先不' }))) return
    if (await reopen.run({ answerId: id, turn: data.turn })) { said('已撤回'); await reload() }
  }
  const take = async (): Promise<void> => {
    const made = await sheet.run({ answerId: id })
    if (!made) return
    fetched.current.add(made.fileName)
    await openDocument(made.link, made.fileName).catch(() => tell('表格做好了，但没有下载下来，请再试一次。'))
  }
  const data = answer.data
  const footer = data ? (
    <FooterBar>
      {data.can.reopen ? <Button text="撤回确认" kind="plain" busy={reopen.busy} onTap={() => void goReopen(data)} /> : null}
      {offered(data, 'download') ? <Button text="下载" kind="plain" busy={sheet.busy} reason={reasonOf(data, 'download')} onTap={() => void take()} /> : null}
      {offered(data, 'confirm') && !data.can.reopen ? <Button text="确认" busy={confirm.busy} reason={reasonOf(data, 'confirm')} onTap={() => void goConfirm(data)} /> : null}
    </FooterBar>
  ) : null
  const over = (
    <>
      {sensitive.sheet}
      {row && data ? <RowSheet answer={data} row={row === 'new' ? null : row} onClose={() => setRow(null)} onDone={() => { setRow(null); void reload() }} /> : null}
    </>
  )
  return (
    <Page query={answer} skeleton="detail" footer={footer} over={over}>
      {(found) => (
        <View>
          <About answer={found} />
          {found.can.fill ? <List><Cell title="加一行" hint="名册上没有的人" onTap={() => setRow('new')} /></List> : null}
          <Segmented items={[{ key: 'all', text: '全部' }, { key: 'gaps', text: '有空缺的' }]} chosen={part} onChoose={setPart} />
          <SearchBar placeholder="姓名或学号" onSearch={setWords} />
          <Listed list={list} empty={<EmptyState title={part === 'gaps' ? '没有空缺' : words ? `没有找到“${words}”` : '表里没有人'} hint={part === 'all' && !words ? '名册上没有这类人。确实没有，就直接确认；有的话点“加一行”。' : undefined} />}>
            <List note={found.can.fill ? '点一个人，补上标黄的；补的只用在这张表里，不改名册。' : undefined}>
              {list.items.map((one) => <Row key={one.id} answer={found} row={one} onTap={found.can.fill ? () => setRow(one) : undefined} />)}
            </List>
          </Listed>
        </View>
      )}
    </Page>
  )
}

function About({ answer }: { answer: Answer }) {
  return (
    <Card title={answer.title}>
      <View className={css.tags}>
        {answer.taskState === 'withdrawn' ? <Tag text="上级已撤回，不用填" /> : <Tag text={answerStates[answer.state]} kind={answerColours[answer.state]} />}
        {answer.taskState === 'open' && answer.state !== 'confirmed' && answer.state !== 'gone' ? <DueTag due={answer.due} /> : null}
        <Text className={css.aside}>{answer.fromName}要的，{whenText(answer.due)}前</Text>
      </View>
      {answer.note ? <Text className={css.text} userSelect>{answer.note}</Text> : null}
      {answer.reason ? <View className={css.returned}>退回：{answer.reason}</View> : null}
      <Text className={css.small}>
        {answer.organisationName}，{answer.whoText}，{answer.rows}人{answer.left > 0 ? `，不报${answer.left}人` : ''}{answer.confirmedAt ? `，${answer.confirmedBy ?? ''}${whenText(answer.confirmedAt)}确认` : answer.gaps > 0 ? `，空缺${answer.gaps}处，其中必填${answer.requiredGaps}处` : '，没有空缺'}
      </Text>
    </Card>
  )
}

/** How many of a row's cells the list shows; all of them are in its sheet. */
const SHOWN = 5

function Row({ answer, row, onTap }: { answer: Answer; row: AnswerRow; onTap: (() => void) | undefined }) {
  const cells = row.cells.map((cell, i) => ({ ...cell, header: answer.columns[i]?.header ?? '' }))
  const known = cells.filter(({ value, header }) => value && value !== row.name && value !== answer.organisationName && !/序号/.test(header)).slice(0, SHOWN)
  const gaps = cells.filter(({ value }) => value === null)
  const hint = row.left ? '这张表里不报' : (
    <View className={css.cells}>
      {known.map(({ header, value }) => <Text key={header} className={css.cell}>{dayText(value ?? '')}</Text>)}
      {gaps.slice(0, SHOWN).map(({ header }) => <Text key={header} className={css.gap}>缺{header}</Text>)}
      {gaps.length > SHOWN ? <Text className={css.gap}>等{gaps.length}处</Text> : null}
    </View>
  )
  return <Cell title={`${row.name || '未填姓名'}${row.added ? '（加的）' : ''}`} hint={hint} label={`${row.name}，${row.left ? '不报' : row.gaps > 0 ? `缺${row.gaps}处` : '没有空缺'}`} {...(onTap ? { onTap } : {})} />
}
