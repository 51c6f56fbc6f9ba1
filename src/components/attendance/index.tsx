import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { aria } from '../../services/aria'
import { useShown } from '../../services/shown'
import { Cell, List } from '../cell'
import { Check } from '../check'
import { ListEnd } from '../list-end'
import { SearchBar } from '../search'
import { Tag } from '../tag'
import { byReason } from './by-reason'
import css from './index.module.scss'

/** Beyond so many people a name is looked for. */
const MANY = 20

export interface Attendee { memberId: string; name: string; /** Whether they have a vote, and why not. */ votes: boolean; why: string | null; /** At the meeting, by its own check-in. */ checkedIn?: boolean }
interface Props {
  people: Attendee[]
  /** How many should come, and how many have to; null where no number is wanted. */
  expected: number
  needed: number | null
  /** Those counted present. */
  on: string[]
  onChange: (memberIds: string[]) => void
  /** What those who count here have: 表决权, 选举权. */
  right: string
  /** What so many people may do. */
  act?: string
}

/** Checks off who is present, with the count against the rule beside it; those who have no vote stand below with the reason. */
export function Attendance({ people, expected, needed, on, onChange, right, act }: Props) {
  const [words, setWords] = useState('')
  const voters = people.filter(({ votes }) => votes)
  const others = people.filter(({ votes }) => !votes)
  const found = voters.filter(({ name }) => name.includes(words))
  const shown = useShown(found, words, 40)
  const ids = voters.map(({ memberId }) => memberId)
  const whole = ids.every((memberId) => on.includes(memberId))
  const toggle = (memberId: string): void => onChange(on.includes(memberId) ? on.filter((one) => one !== memberId) : [...on, memberId])
  return (
    <View>
      <PresentCount expected={expected} present={on.length} needed={needed} {...(act ? { act } : {})} />
      {voters.length > MANY ? <SearchBar placeholder="按姓名查找" onSearch={setWords} /> : null}
      <List title={`有${right}的同志`} {...(words || ids.length === 0 ? {} : { action: whole ? { text: '都不选', onTap: () => onChange([]) } : { text: '全选', onTap: () => onChange(ids) } })}>
        {shown.items.map(({ memberId, name, checkedIn }) => {
          const ticked = on.includes(memberId)
          return <Cell key={memberId} title={name} before={<Check on={ticked} />} role="checkbox" checked={ticked} noArrow label={checkedIn ? `${name}，会上已签到` : name} value={checkedIn ? <Tag text="已签到" kind="ok" /> : null} onTap={() => toggle(memberId)} />
        })}
        {found.length === 0 ? <Cell title={words ? `没有姓名带“${words}”的同志` : `还没有有${right}的同志`} /> : null}
      </List>
      <ListEnd list={{ items: shown.items, more: shown.more, loading: false, error: null, loadMore: async () => shown.showMore() }} />
      {others.length > 0 && !words && !shown.more ? (
        <List title={`没有${right}的同志（${others.length}人）`} note="可以列席，不计入应到和实到人数。">
          {byReason(others).map(({ names, why }) => <Cell key={why} title={names.join('、')} hint={why} />)}
        </List>
      ) : null}
    </View>
  )
}

/** 应到17人，实到14人: and how many are still missing. */
export function PresentCount({ expected, present, needed, act = '表决' }: { expected: number; present: number; needed: number | null; act?: string }) {
  const missing = needed === null ? 0 : needed - present
  return (
    <View className={css.count} {...aria({ role: 'alert' })}>
      <View className={css.figures}>应到{expected}人，实到<Text className={css.figure}>{present}</Text>人</View>
      {needed === null || expected === 0 ? null : missing > 0
        ? <View className={css.line}><Tag text={`还差${missing}人`} kind="wait" /><Text>到会{needed}人才能{act}</Text></View>
        : <View className={css.line}><Tag text="人数够了" kind="ok" /><Text>最少要到{needed}人</Text></View>}
    </View>
  )
}
