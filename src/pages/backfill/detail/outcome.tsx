import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { useUnload } from '@tarojs/taro'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Cell, List } from '../../../components/cell'
import { ListEnd } from '../../../components/list-end'
import { reasonOf } from '../../../services/abilities'
import { useAction } from '../../../services/action'
import { whenText } from '../../../services/dates'
import { dropDocument, openDocument } from '../../../services/document'
import { useList } from '../../../services/list'
import { back, replace } from '../../../services/nav'
import { ask, said } from '../../../services/say'
import type { Sensitive } from '../../../services/sensitive'
import type { Run } from '../words'
import css from '../index.module.scss'

interface Props { run: Run; sensitive: Sensitive; onEdit: () => void }

/** What was sent: how many, what is still empty, what differs from last time, and what can be done next. */
export function Outcome({ run, sensitive, onEdit }: Props) {
  const [fetched, setFetched] = useState<string | null>(null)
  const opening = useAction('backfill.open', { guard: sensitive.guard })
  const again = useAction('backfill.again')
  const remove = useAction('backfill.remove')
  useUnload(() => { if (fetched) dropDocument(fetched) })

  const show = async (): Promise<void> => {
    const answer = await opening.run({ runId: run.id })
    if (!answer) return
    setFetched(answer.fileName)
    await openDocument(answer.link, answer.fileName).catch(() => said('没有下载下来，请再试一次'))
  }
  const repeat = async (): Promise<void> => {
    const answer = await again.run({ runId: run.id })
    if (answer) replace('/pages/backfill/detail/index', { id: answer.runId })
  }
  const drop = async (): Promise<void> => {
    if (!(await ask({ title: '删除这次填表？', text: '填了谁、填了什么的记录和空表都会删除，不能恢复。', ok: '删除' }))) return
    if (await remove.run({ runId: run.id })) { said('已删除'); back() }
  }
  const { made } = run
  if (!made) return null
  return (
    <View>
      <Card title={run.fileName}>
        <Text className={css.ready}>已填好{run.people}人{run.difference ? `。${run.difference.text}` : ''}</Text>
        <Text className={css.line}>{run.byName} · {whenText(made.at)}{made.keptUntil ? ` · 文件保留到${whenText(made.keptUntil)}` : ' · 文件已删除，填了什么仍有记录'}</Text>
        {made.unknown.length > 0 ? <Text className={css.line}>还空着、标成黄色的：{made.unknown.map(({ header, cells }) => `${header}${cells}格`).join('、')}</Text> : null}
        {made.numbers ? <Numbers numbers={made.numbers} /> : null}
        <View className={`${css.buttons} ${css.acts}`}>
          {made.keptUntil ? <Button text="打开填好的表" busy={opening.busy} reason={reasonOf(run, 'open')} onTap={() => void show()} /> : null}
          <Button kind={made.keptUntil ? 'plain' : 'primary'} text="用同一张空表再填一次" busy={again.busy} reason={reasonOf(run, 'again')} onTap={() => void repeat()} />
          {run.can.fill ? <Button kind="plain" text="改一改，重新填" onTap={onEdit} /> : null}
        </View>
        {run.reusable ? <Text className={css.small}>空表里没有人，一直留着，明年可以直接再填。</Text> : null}
      </Card>
      {run.difference && run.difference.added + run.difference.removed + run.difference.changed > 0 ? <Differences run={run} /> : null}
      <Sent run={run} />
      <Button kind="danger" text="删除这次填表" busy={remove.busy} onTap={() => void drop()} />
    </View>
  )
}

function Numbers({ numbers }: { numbers: NonNullable<NonNullable<Run['made']>['numbers']> }) {
  return (
    <View>
      <Text className={css.line}>身份证号填上了{numbers.merged}人，没有留存。</Text>
      {numbers.wrong.length > 0 ? <Text className={css.line}>和登记的对不上或号码不对，没有填：{numbers.wrong.join('、')}</Text> : null}
      {numbers.missingTotal > 0 ? <Text className={css.line}>您的表里没有：{numbers.missing.join('、')}{numbers.missingTotal > numbers.missing.length ? `等${numbers.missingTotal}人` : ''}</Text> : null}
    </View>
  )
}

const words = { added: '新增', removed: '减少', changed: '有变化' } as const

function Differences({ run }: { run: Run }) {
  const list = useList('backfill.differences', { runId: run.id })
  return (
    <View>
      <List title={run.difference!.text}>
        {list.items.map(({ kind, name, changes }, n) => (
          <Cell key={n} title={`${name}　${words[kind]}`} hint={changes.length > 0 ? changes.map(({ header, before, after }) => `${header}：${before || '空'} 改为 ${after || '空'}`).join('；') : null} />
        ))}
      </List>
      <ListEnd list={list} />
    </View>
  )
}

/** Who was in it; closed until asked for, since it may be long. */
function Sent({ run }: { run: Run }) {
  const [shown, setShown] = useState(false)
  const list = useList('backfill.rows', shown ? { runId: run.id } : null)
  return (
    <View>
      <List title="当时填了什么">
        {shown ? list.items.map(({ name, cells }, n) => (
          <Cell key={n} title={name} hint={cells.filter(({ text, header }) => text !== '' && text !== name && header !== '序号').map(({ header, text }) => `${header}：${text}`).join('　')} />
        )) : <Cell title={`查看${run.people}人`} onTap={() => setShown(true)} />}
      </List>
      {shown ? <ListEnd list={list} /> : null}
    </View>
  )
}
