import { Text, View } from '@tarojs/components'
import { useRouter, useUnload } from '@tarojs/taro'
import { useRef, useState } from 'react'
import { answerStates, collectionParts, collectionStates, type CollectionPart } from '../../../../types/contracts/codes-collections'
import type { Collection, CollectionBranch } from '../../../../types/contracts/collections'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Cell, List } from '../../../components/cell'
import { Chips } from '../../../components/chips'
import { DueTag } from '../../../components/due-tag'
import { EmptyState } from '../../../components/empty'
import { FooterBar } from '../../../components/footer'
import { Listed } from '../../../components/listed'
import { Page } from '../../../components/page'
import { Progress } from '../../../components/progress'
import { SearchBar } from '../../../components/search'
import { Tag } from '../../../components/tag'
import { offered, reasonOf } from '../../../services/abilities'
import { useAction } from '../../../services/action'
import { whenText } from '../../../services/dates'
import { dropDocument, openDocument } from '../../../services/document'
import { useList } from '../../../services/list'
import { open, param, replace } from '../../../services/nav'
import { useQuery } from '../../../services/query'
import { ask, copy, said, tell } from '../../../services/say'
import { useSensitive } from '../../../services/sensitive'
import { answerColours, taskColours } from '../states'
import { TaskActs } from './acts'
import { BranchSheet } from './branch'
import css from '../index.module.scss'

/** One sheet that was asked for: who has confirmed, who is late, and what comes out of it. */
export default function CollectionTaskPage() {
  const id = param(useRouter().params, 'id')
  const task = useQuery('collections.get', { collectionId: id })
  const [part, setPart] = useState<CollectionPart>('all')
  const [words, setWords] = useState('')
  const [branch, setBranch] = useState<CollectionBranch | null>(null)
  const list = useList('collections.branches', { collectionId: id, part, limit: 20, ...(words ? { search: words } : {}) })
  const remind = useAction('collections.remind')
  const sensitive = useSensitive()
  const merge = useAction('collections.merge', { guard: sensitive.guard })
  const fetched = useRef(new Set<string>())
  useUnload(() => fetched.current.forEach(dropDocument))
  const reload = async (): Promise<void> => { await Promise.all([task.reload(), list.reload()]) }

  const goRemind = async (): Promise<void> => {
    const done = await remind.run({ collectionId: id })
    if (!done) return
    if (await ask({ title: `已提醒${done.reminded}个支部`, text: `首页待办已重新放上。要不要把这段话发到群里？\n${done.text}`, ok: '复制', no: '不用' })) await copy(done.text, '已复制')
    await reload()
  }
  const goMerge = async (): Promise<void> => {
    const made = await merge.run({ collectionId: id })
    if (!made) return
    said(`${made.branches}个支部，共${made.rows}人`)
    fetched.current.add(made.fileName)
    await openDocument(made.link, made.fileName).catch(() => tell('表格做好了，但没有下载下来，请再试一次。'))
    await task.reload()
  }
  const data = task.data
  const footer = data && (offered(data, 'remind') || offered(data, 'merge')) ? (
    <FooterBar>
      {offered(data, 'remind') && data.state === 'open' ? <Button text="提醒" kind="plain" busy={remind.busy} reason={reasonOf(data, 'remind')} onTap={() => void goRemind()} /> : null}
      <Button text="汇总下载" busy={merge.busy} reason={reasonOf(data, 'merge')} onTap={() => void goMerge()} />
    </FooterBar>
  ) : null
  const over = (
    <>
      {sensitive.sheet}
      {branch ? <BranchSheet branch={branch} onClose={() => setBranch(null)} onDone={() => { setBranch(null); void reload() }} /> : null}
    </>
  )
  return (
    <Page query={task} skeleton="detail" footer={footer} over={over}>
      {(found) => (
        <View>
          <About task={found} />
          {found.state === 'draft' ? <List><Cell title="接着填好再发出" hint="这张表还没有发出" onTap={() => replace('/pages/collections/new/index', { id: found.organisationId, task: id })} /></List> : (
            <View>
              <List><Cell title="汇总前核对" hint="同一个人在两处、人数对不上、必填没填" onTap={() => open('/pages/collections/conflicts/index', { id })} /></List>
              <View className={css.filters}><Chips items={partsOf(found)} on={[part]} onToggle={setPart} /></View>
              <SearchBar placeholder="党支部名称" onSearch={setWords} />
              <Listed list={list} empty={<EmptyState title={words ? `没有找到“${words}”` : part === 'late' ? '没有逾期的' : '没有这样的支部'} />}>
                <List>
                  {list.items.map((one) => (
                    <Cell
                      key={one.id} title={one.name} onTap={() => setBranch(one)}
                      hint={<View className={css.tags}><Tag text={answerStates[one.state]} kind={answerColours[one.state]} />{one.late ? <Tag text="逾期" kind="urgent" /> : null}<Text>{one.confirmedAt ? `${one.rows ?? 0}人，${whenText(one.confirmedAt)}` : one.openedAt ? `${whenText(one.openedAt)}打开过` : ''}</Text></View>}
                    />
                  ))}
                </List>
              </Listed>
            </View>
          )}
          <TaskActs task={found} onDone={() => void reload()} />
        </View>
      )}
    </Page>
  )
}

/** The parts of the list in which somebody is, with their numbers. */
const partsOf = ({ counts }: Collection): { key: CollectionPart; text: string }[] =>
  (Object.keys(collectionParts) as CollectionPart[]).filter((key) => key === 'all' || counts[key] > 0).map((key) => ({ key, text: `${collectionParts[key]}${counts[key]}` }))

function About({ task }: { task: Collection }) {
  return (
    <Card title={task.title}>
      <View className={css.tags}>
        <Tag text={collectionStates[task.state]} kind={taskColours[task.state]} />
        {task.state === 'open' && task.due ? <DueTag due={task.due} /> : null}
        {task.due ? <Text className={css.aside}>{whenText(task.due)}截止</Text> : null}
      </View>
      {task.note ? <Text className={css.text} userSelect>{task.note}</Text> : null}
      <Progress done={task.counts.confirmed} total={task.counts.all - task.counts.gone} text={`${task.counts.all - task.counts.gone}个支部，${task.counts.confirmed}个已确认${task.counts.late > 0 ? `，${task.counts.late}个逾期` : ''}`} />
      {task.pending > 0 ? <Text className={css.small}>还有{task.pending}个支部正在发送，几分钟内发完。</Text> : null}
      {task.files.map((file) => <Text key={`${file.at}${file.fileName}`} className={css.small}>{whenText(file.at)} {file.byName}汇总过：{file.branches}个支部，{file.rows}人{file.kept ? '' : '（文件已删）'}</Text>)}
    </Card>
  )
}
