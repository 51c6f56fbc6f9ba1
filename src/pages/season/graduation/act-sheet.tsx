import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../../components/button'
import { Cell, List } from '../../../components/cell'
import { Sheet } from '../../../components/sheet'
import { useAction } from '../../../services/action'
import { ask, said, tell } from '../../../services/say'
import { asked, missingOf, type Wish } from '../leaver-words'
import { WishFields } from '../wish-fields'
import css from '../index.module.scss'

interface Props { open: boolean; organisationId: string; year: number; memberIds: string[]; onDone: () => void; onClose: () => void }
interface Done { done: number; left: { name: string; why: string }[] }
/** As many as one call takes; more go out one call after another, and what is done stays done. */
const AT_A_TIME = 100
const NAMED = 5

/** What is done for those chosen. */
export function ActSheet({ open, organisationId, year, memberIds, onDone, onClose }: Props) {
  const assign = useAction('graduation.assign')
  const keep = useAction('graduation.keep')
  const send = useAction('graduation.send')
  const drop = useAction('graduation.drop')
  const [filling, setFilling] = useState(false)
  const [wish, setWish] = useState<Wish>({ kind: null, to: '', until: '' })
  const [gone, setGone] = useState(0)
  const people = { organisationId, year, memberIds }
  const missing = missingOf(wish)

  const fill = async (): Promise<void> => {
    const input = asked(wish)
    const after = input && await assign.run({ ...people, ...input })
    if (!after) return
    if (after.left > 0) await tell(`${after.left}人正在办理或已经办结，没有改。`, `已改${after.changed}人`)
    else said(`已改${after.changed}人`)
    onDone()
  }
  const each = async (run: (input: typeof people) => Promise<Done | null>, word: string): Promise<void> => {
    const all: Done = { done: 0, left: [] }
    for (let from = 0; from < memberIds.length; from += AT_A_TIME) {
      const after = await run({ ...people, memberIds: memberIds.slice(from, from + AT_A_TIME) })
      if (!after) break
      all.done += after.done
      all.left.push(...after.left)
      setGone(from + AT_A_TIME)
    }
    setGone(0)
    if (all.left.length > 0) await tell(`${all.left.slice(0, NAMED).map(({ why }) => why).join('；')}${all.left.length > NAMED ? `等${all.left.length}人没有办` : ''}`, `${word}${all.done}人`)
    else said(`${word}${all.done}人`)
    onDone()
  }
  const askSend = async (): Promise<void> => { if (await ask({ title: `为${memberIds.length}人办理转出？`, text: '按各人填的去向开始转接；没填的、保留的不动。', ok: '办理' })) await each(send.run, '已开始转出') }
  const askKeep = async (): Promise<void> => { if (await ask({ title: `为${memberIds.length}人登记保留？`, text: '只登记去向是暂留或出国的；其他的不动。', ok: '登记' })) await each(keep.run, '已登记保留') }
  const askDrop = async (): Promise<void> => {
    if (!(await ask({ title: `把${memberIds.length}人移出名单？`, text: '移出后不再跟进，正在办理的不动。以后可以再放入。', ok: '移出' }))) return
    const after = await drop.run(people)
    if (!after) return
    said(`已移出${after.changed}人`)
    onDone()
  }
  const busy = keep.busy || send.busy || drop.busy
  const footer = filling ? <><Button kind="plain" text="返回" onTap={() => setFilling(false)} /><Button text={`改${memberIds.length}人`} disabled={Boolean(missing)} busy={assign.busy} onTap={() => void fill()} /></> : null
  return (
    <Sheet open={open} title={`选中${memberIds.length}人`} onClose={onClose} {...(footer ? { footer } : {})}>
      {filling ? (
        <View>
          <WishFields wish={wish} onChange={setWish} />
          <Text className={css.note}>{missing ?? '选中的同志去向都改成这一个，30分钟内可以撤销。'}</Text>
        </View>
      ) : (
        <List note={gone > 0 ? `已办${Math.min(gone, memberIds.length)}人，请稍候` : '每一项都会先问一遍。'}>
          <Cell title="统一填去向" hint="很多人去同一个地方时用" disabled={busy} onTap={() => setFilling(true)} />
          <Cell title="办理转出" hint="按各人填的去向，开始组织关系转接" disabled={busy} onTap={() => void askSend()} />
          <Cell title="登记保留组织关系" hint="暂留学校、出国（境）的同志" disabled={busy} onTap={() => void askKeep()} />
          <Cell title="移出名单" hint="放错了，或不离校" disabled={busy} onTap={() => void askDrop()} />
        </List>
      )}
    </Sheet>
  )
}
