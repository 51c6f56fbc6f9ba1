import { View } from '@tarojs/components'
import { useState } from 'react'
import type { Collection } from '../../../../types/contracts/collections'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Cell, List } from '../../../components/cell'
import { DateTimeField } from '../../../components/field/date-time'
import { useAction } from '../../../services/action'
import { useQuery } from '../../../services/query'
import { replace } from '../../../services/nav'
import { ask, said } from '../../../services/say'
import { BranchPicker, type Chosen } from '../branches'
import css from '../index.module.scss'

interface Props { task: Collection; onDone: () => void }

/** What an officer does with a sheet that is out. */
export function TaskActs({ task, onDone }: Props) {
  const [doing, setDoing] = useState<'extend' | 'add' | null>(null)
  const close = useAction('collections.close')
  const withdraw = useAction('collections.withdraw')
  const again = useAction('collections.copy')
  const done = (text: string): void => { setDoing(null); said(text); onDone() }

  const goClose = async (): Promise<void> => {
    const rest = task.counts.all - task.counts.gone - task.counts.confirmed
    if (!(await ask({ title: '办结？', text: `${rest > 0 ? `还有${rest}个支部没有确认。` : ''}办结后各支部不能再改，也不能再退回。`, ok: '办结', no: '先不' }))) return
    if (await close.run({ collectionId: task.id })) done('已办结')
  }
  const goWithdraw = async (): Promise<void> => {
    if (!(await ask({ title: '撤回这张表？', text: '各支部不用再填，待办随即消失。不能恢复，可以照此再发。', ok: '撤回', no: '先不' }))) return
    if (await withdraw.run({ collectionId: task.id })) done('已撤回')
  }
  const goAgain = async (): Promise<void> => {
    const made = await again.run({ collectionId: task.id })
    if (made) replace('/pages/collections/new/index', { id: task.organisationId, task: made.collectionId })
  }
  if (doing === 'extend') return <Extend task={task} onClose={() => setDoing(null)} onDone={() => done('已延期')} />
  if (doing === 'add') return <Add task={task} onClose={() => setDoing(null)} onDone={(n) => done(`已发给${n}个支部`)} />
  if (![task.can.extend, task.can.add, task.can.copy, task.can.close, task.can.withdraw].includes(true)) return null
  return (
    <List title="办理">
      {task.can.extend ? <Cell title="延长截止时间" onTap={() => setDoing('extend')} /> : null}
      {task.can.add ? <Cell title="加发给别的党支部" onTap={() => setDoing('add')} /> : null}
      {task.can.copy ? <Cell title="照此再发一次" hint="同样的表、列和党支部" onTap={() => void goAgain()} /> : null}
      {task.can.close ? <Cell title="办结" hint="此后各支部不能再改" onTap={() => void goClose()} /> : null}
      {task.can.withdraw ? <Cell title="撤回" hint="各支部不用再填" onTap={() => void goWithdraw()} /> : null}
    </List>
  )
}

function Extend({ task, onClose, onDone }: Props & { onClose: () => void }) {
  const [due, setDue] = useState<string | null>(task.due)
  const extend = useAction('collections.extend')
  const go = async (): Promise<void> => {
    if (due && await extend.run({ collectionId: task.id, due })) onDone()
  }
  return (
    <Card title="延长截止时间">
      <DateTimeField label="新的截止时间" value={due} onChange={setDue} />
      <View className={css.buttons}><Button text="延长" busy={extend.busy} disabled={due === task.due} onTap={() => void go()} /><Button kind="plain" text="先不" onTap={onClose} /></View>
    </Card>
  )
}

function Add({ task, onClose, onDone }: { task: Collection; onClose: () => void; onDone: (added: number) => void }) {
  const from = useQuery('organisations.get', { organisationId: task.organisationId }).data
  const [chosen, setChosen] = useState<Chosen[]>([])
  const add = useAction('collections.add')
  const go = async (): Promise<void> => {
    const done = await add.run({ collectionId: task.id, organisationIds: chosen.map(({ id }) => id) })
    if (done) onDone(done.added)
  }
  if (!from) return null
  return (
    <View>
      <BranchPicker from={from} chosen={chosen} onChange={setChosen} />
      <View className={css.buttons}><Button text="发给它们" busy={add.busy} disabled={chosen.length === 0} onTap={() => void go()} /><Button kind="plain" text="先不" onTap={onClose} /></View>
    </View>
  )
}
