import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { ChainLine, ChainReading } from '../../../../types/contracts/chains'
import { Card } from '../../../components/card'
import { Cell, List } from '../../../components/cell'
import { ListEnd } from '../../../components/list-end'
import { Tag } from '../../../components/tag'
import { copy } from '../../../services/say'
import { useShown } from '../../../services/shown'
import { entriesOf, meaningOf, missingOf, openLines, strangeLines, summaryOf, type Choice, type Choices } from './resolve'
import { StrangeLine } from './strange'
import css from './index.module.scss'

interface Props { reading: ChainReading; choices: Choices; onChoose: (n: number, choice: Choice | undefined) => void; onPick: (line: ChainLine) => void }

/** What was read, what could not be read, and who is still missing. */
export function Review({ reading, choices, onChoose, onPick }: Props) {
  const [checking, setChecking] = useState(false)
  const entries = entriesOf(reading, choices)
  const strange = strangeLines(reading)
  const missing = missingOf(reading, entries)
  const sure = reading.lines.filter((line) => line.state !== 'unresolved')
  const left = openLines(reading, choices).length
  const guests = entries.reduce((sum, entry) => sum + (entry.guests ?? 0), 0)
  // Undecided lines first: what was decided moves out of the way.
  const ordered = [...strange.filter((line) => choices[line.n] === undefined), ...strange.filter((line) => choices[line.n] !== undefined)]
  const shownStrange = useShown(ordered, 'strange', 10)
  const shownSure = useShown(checking ? sure : [], String(checking))

  return (
    <>
      <Card>
        <View className={css.summary}>{summaryOf(reading, choices, entries)}</View>
        <Text className={css.small}>共读到{reading.lines.length}行{guests > 0 ? `，另带${guests}人` : ''}。还没有登记，核对后点下面的登记。</Text>
      </Card>
      {strange.length > 0 ? (
        <View className={css.block}>
          <Text className={css.heading}>{left > 0 ? `请认一认（还有${left}行）` : '都认好了'}</Text>
          {shownStrange.items.map((line) => <StrangeLine key={line.n} line={line} choice={choices[line.n]} reading={reading} onChoose={(choice) => onChoose(line.n, choice)} onPick={() => onPick(line)} />)}
          <ListEnd list={{ items: shownStrange.items, more: shownStrange.more, loading: false, error: null, loadMore: async () => shownStrange.showMore() }} />
        </View>
      ) : null}
      {missing.length > 0 ? (
        <List title={`还没接龙的${missing.length}人`} action={{ text: '复制名单', onTap: () => void copy(missing.map((person) => person.name).join('、'), '名单已复制') }}>
          <View className={css.names}>{missing.map((person) => person.name).join('、')}</View>
        </List>
      ) : null}
      <List title="已对上的" note={checking ? '认错了人，点那一行重选。' : undefined}>
        <Cell title={checking ? '收起' : '逐行核对'} value={`${sure.length}行`} noArrow={checking} onTap={() => setChecking(!checking)} />
        {shownSure.items.map((line) => <SureLine key={line.n} line={line} choices={choices} onPick={() => onPick(line)} />)}
      </List>
      {checking ? <ListEnd list={{ items: shownSure.items, more: shownSure.more, loading: false, error: null, loadMore: async () => shownSure.showMore() }} /> : null}
    </>
  )
}

function SureLine({ line, choices, onPick }: { line: ChainLine; choices: Choices; onPick: () => void }) {
  const meaning = meaningOf(line, choices)
  const about = [line.raw, line.duplicateOf === null ? '' : `与第${line.duplicateOf}行是同一人，只记一次`].filter(Boolean).join(' · ')
  const value = meaning ? <Tag text={meaning.answer === 'no' ? '请假' : line.guests > 0 ? `报名，带${line.guests}人` : '报名'} kind={meaning.answer === 'no' ? 'wait' : 'ok'} /> : <Tag text="不算" />
  return <Cell title={meaning?.name ?? '不算'} hint={about} value={value} onTap={onPick} />
}
