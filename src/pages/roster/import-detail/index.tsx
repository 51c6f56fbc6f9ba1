import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { useRouter } from '@tarojs/taro'
import { importStates } from '../../../../types/contracts/codes'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { FooterBar } from '../../../components/footer'
import { Page } from '../../../components/page'
import { Segmented } from '../../../components/segmented'
import { Tag } from '../../../components/tag'
import { useAction } from '../../../services/action'
import { aria } from '../../../services/aria'
import { agoText } from '../../../services/dates'
import { open, param, replace } from '../../../services/nav'
import { useQuery } from '../../../services/query'
import { ask } from '../../../services/say'
import { reportOf, stateColours, type Status } from '../imports'
import { Changes, Problems, type Outcome } from './lists'
import { Columns, Counts, Left, Running } from './report'
import { useImportRun, type Run } from './run'
import css from './index.module.scss'

type Part = 'problems' | Exclude<Outcome, 'refused'>

/** One import: what it would do, its way into the roster, what came of it, and how to undo it. */
export default function ImportDetailPage() {
  const importId = param(useRouter().params, 'id')
  const status = useQuery('imports.status', { importId })
  const run = useImportRun(status.data, status.put)
  const cancel = useAction('imports.cancel')

  const stop = async (): Promise<void> => {
    if (!(await ask({ title: '停下这次导入？', text: '已经写进名册的保留，停下以后可以撤销；没有写的不再写。', ok: '停下' }))) return
    const answer = await cancel.run({ importId })
    if (answer) status.put(answer)
  }
  const giveUp = async (): Promise<void> => {
    if (!(await ask({ title: '放弃这次导入？', text: '名册不会有任何变化，读到的内容会删除。', ok: '放弃' }))) return
    const answer = await cancel.run({ importId })
    if (answer) status.put(answer)
  }
  const commit = async ({ counts }: Status): Promise<void> => {
    const words = [counts.new && `新增${counts.new}人`, counts.changed && `变更${counts.changed}人`].filter(Boolean).join('，')
    const skipped = counts.refused > 0 ? `有问题的${counts.refused}人不会写入，改好表格后再导一次就行。` : ''
    if (await ask({ title: `确认${words}？`, text: `${skipped}导入后可以撤销。`, ok: '导入' })) run.start('imports.commit')
  }
  return (
    <Page query={status} skeleton="detail" footer={status.data ? <Footer status={status.data} run={run} cancelling={cancel.busy} onCommit={commit} onCancel={() => void giveUp()} /> : null}>
      {(data) => (
        <View>
          <Card title={data.fileName}>
            <View className={css.head}>
              <Tag text={importStates[data.state]} kind={stateColours[data.state]} />
              <Text className={css.small}>{agoText(data.at)}</Text>
            </View>
            <Counts counts={data.counts} />
            <Text className={css.text}>{verdict(data)}</Text>
          </Card>
          {data.state === 'committing' || data.state === 'undoing' ? <Running status={data} stopping={cancel.busy} onStop={() => void stop()} /> : null}
          {run.failure ? <View className={css.failure} {...aria({ role: 'alert' })}>{run.failure}</View> : null}
          <Left left={data.left} />
          {data.state === 'done' && data.can.undo ? <Undo run={run} count={(data.stopped ? data.done : data.total) - data.left.length} /> : null}
          {data.state === 'staged' ? <Details status={data} /> : null}
        </View>
      )}
    </Page>
  )
}

/** Where the import stands, in a sentence. */
function verdict({ state, counts, done, total, left, stopped }: Status): string {
  if (state === 'staged' && counts.new + counts.changed === 0) return counts.refused > 0 ? '没有能导入的同志。请按下面的提示改好表格，再选一次。' : '名册和这张表一样，不用再导入。'
  if (state === 'staged') return '还没有改动名册。请核对下面的内容，再确认导入。'
  if (stopped) return `已停下：处理了${done}人，还有${total - done}人没有写。可以撤销已写的；想写完，把这张表再导一次就行。`
  if (state === 'done') return total > left.length ? `已把${total - left.length}人写进名册。` : '名册没有改动。'
  if (state === 'undone') return '已撤销，名册回到了导入以前的样子。'
  if (state === 'cancelled') return '已放弃，名册没有变化。'
  return state === 'undoing' ? '正在把名册恢复到导入以前。' : '正在写进名册。'
}

function Details({ status }: { status: Status }) {
  const [part, setPart] = useState<Part>('problems')
  const report = reportOf(status.id)
  const { counts } = status
  const items: { key: Part; text: string }[] = [
    { key: 'problems', text: report ? `问题${report.problemsTotal}` : '问题' }, { key: 'new', text: `新增${counts.new}` }, { key: 'changed', text: `变更${counts.changed}` }, counts.skipped > 0 ? { key: 'skipped', text: `跳过${counts.skipped}` } : { key: 'unchanged', text: `不变${counts.unchanged}` },
  ]
  return (
    <View>
      {report ? <Columns report={report} onChoose={() => open('/pages/roster/import-columns/index', { id: status.organisationId, from: status.id })} /> : null}
      <Segmented items={items} chosen={part} onChoose={setPart} />
      {part === 'problems' ? <Problems importId={status.id} /> : <Changes key={part} importId={status.id} outcome={part} />}
    </View>
  )
}

function Undo({ run, count }: { run: Run; count: number }) {
  const undo = async (): Promise<void> => {
    if (!(await ask({ title: '撤销这次导入？', text: `导入的${count}人会恢复到导入以前的样子，新增的移出名册。导入以后别人改过的、已经加入的同志不动。`, ok: '撤销' }))) return
    run.start('imports.undo')
  }
  return <Button kind="danger" text="撤销这次导入" busy={run.running} onTap={() => void undo()} />
}

interface FooterProps { status: Status; run: Run; cancelling: boolean; onCommit: (status: Status) => Promise<void>; onCancel: () => void }

function Footer({ status, run, cancelling, onCommit, onCancel }: FooterProps) {
  const count = status.counts.new + status.counts.changed
  const roster = (): void => replace('/pages/roster/list/index', { id: status.organisationId })
  if (status.state === 'staged') {
    return (
      <FooterBar>
        <Button text="放弃" kind="plain" busy={cancelling} disabled={!status.can.cancel} onTap={onCancel} />
        {count > 0 ? <Button text="确认导入" busy={run.running} disabled={!status.can.commit} onTap={() => void onCommit(status)} /> : <Button text="换一个表格" onTap={() => replace('/pages/roster/import/index', { id: status.organisationId })} />}
      </FooterBar>
    )
  }
  if (status.state === 'done') return <FooterBar><Button text="去花名册看看" onTap={roster} /></FooterBar>
  if (status.state === 'undone' || status.state === 'cancelled') return <FooterBar><Button text="重新导入" onTap={() => replace('/pages/roster/import/index', { id: status.organisationId })} /></FooterBar>
  return run.failure ? <FooterBar><Button text="接着办" onTap={() => run.start(status.state === 'undoing' ? 'imports.undo' : 'imports.commit')} /></FooterBar> : null
}
