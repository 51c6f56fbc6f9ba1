import { Text } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../button'
import { Cell, List } from '../cell'
import { Check } from '../check'
import { Failed } from '../page'
import { Skeleton } from '../page/skeleton'
import { SearchBar } from '../search'
import { Sheet } from '../sheet'
import css from './index.module.scss'

/** As many rows as a sheet draws; a name narrows them down. */
const ROWS = 40

export interface Pickable { memberId: string; name: string; /** What else is said of the person. */ hint?: string }
interface Props {
  title: string
  /** Null while they are being fetched. */
  people: Pickable[] | null
  /** Why they did not come. */
  failed?: { error: { code: string; message: string } | null; reload: () => Promise<void> }
  /** Ticked at first. */
  chosen: string[]
  /** No more than so many may be ticked. */
  most?: number
  /** None may be ticked, too. */
  none?: boolean
  /** A way to tick all at once. */
  all?: boolean
  note?: string
  busy?: boolean
  onDone: (memberIds: string[]) => void
  onClose: () => void
}

/** Ticks people of a list that is given; what is ticked stays ticked while one looks for another name. */
export function PeopleSheet({ title, people, failed, chosen, most, none, all, note, busy, onDone, onClose }: Props) {
  const [on, setOn] = useState(chosen)
  const [words, setWords] = useState('')
  const everybody = people ?? []
  const found = everybody.filter(({ name }) => name.includes(words))
  const full = most !== undefined && on.length >= most
  const toggle = (memberId: string): void => setOn(on.includes(memberId) ? on.filter((one) => one !== memberId) : [...on, memberId])
  const whole = on.length === everybody.length
  const action = all && !words ? { action: whole ? { text: '都不选', onTap: () => setOn([]) } : { text: '全选', onTap: () => setOn(everybody.map(({ memberId }) => memberId)) } } : {}
  return (
    <Sheet open title={title} onClose={onClose} footer={<Button text={on.length > 0 ? `选定${on.length}位` : none ? '一个也不选' : '请先选人'} busy={busy ?? false} disabled={people === null || (on.length === 0 && !none)} onTap={() => onDone(on)} />}>
      {people ? (
        <>
          {note ? <Text className={css.note}>{note}</Text> : null}
          {everybody.length > ROWS / 2 ? <SearchBar placeholder="按姓名查找" onSearch={setWords} /> : null}
          {found.length === 0 ? <Text className={css.note}>{words ? `没有姓名带“${words}”的同志` : '还没有可以选的同志'}</Text> : null}
          <List {...action}>
            {found.slice(0, ROWS).map(({ memberId, name, hint }) => {
              const ticked = on.includes(memberId)
              return <Cell key={memberId} title={name} {...(hint ? { hint } : {})} before={<Check on={ticked} disabled={full && !ticked} />} role="checkbox" checked={ticked} disabled={full && !ticked} noArrow onTap={() => toggle(memberId)} />
            })}
          </List>
          {found.length > ROWS ? <Text className={css.note}>还有{found.length - ROWS}位，请输入姓名查找</Text> : null}
          {full ? <Text className={css.note}>最多选{most}位</Text> : null}
        </>
      ) : failed?.error ? <Failed error={failed.error} reload={failed.reload} /> : <Skeleton kind="list" />}
    </Sheet>
  )
}
