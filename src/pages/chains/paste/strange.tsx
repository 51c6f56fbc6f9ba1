import { Text, View } from '@tarojs/components'
import type { ChainLine, ChainReading } from '../../../../types/contracts/chains'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Tap } from '../../../components/tap'
import { clearPersonOf, earlierLineOf, type Answer, type Choice } from './resolve'
import css from './index.module.scss'

const words: Record<Answer, string> = { yes: '报名', no: '请假' }

interface Props {
  line: ChainLine
  reading: ChainReading
  /** Undefined while undecided. */
  choice: Choice | undefined
  onChoose: (choice: Choice | undefined) => void
  onPick: () => void
}

/** A line that could not be read for sure: who is it, or what do they say? */
export function StrangeLine({ line, reading, choice, onChoose, onPick }: Props) {
  if (choice !== undefined) return <Settled line={line} choice={choice} onChoose={onChoose} />
  const clear = clearPersonOf(line)
  return (
    <Card>
      <Text className={css.raw} userSelect>{line.raw}</Text>
      <View className={css.question}>{clear ? sayQuestion(line, clear, reading) : `“${line.nickname || line.raw}”是哪位同志？`}</View>
      <View className={css.candidates}>
        {clear
          ? (['yes', 'no'] as const).map((answer) => <Button key={answer} small kind="plain" text={words[answer]} label={`${clear.name}${words[answer]}`} onTap={() => onChoose({ ...clear, answer })} />)
          : line.candidates.map((person) => <Button key={person.memberId} small kind="plain" text={person.name} label={`是${person.name}`} onTap={() => onChoose({ ...person, answer: line.answer })} />)}
        <Button small kind="plain" text={line.candidates.length > 0 ? '其他人' : '选一位'} onTap={onPick} />
        <Button small kind="quiet" text="忽略这一行" onTap={() => onChoose(null)} />
      </View>
    </Card>
  )
}

function sayQuestion(line: ChainLine, person: { memberId: string; name: string }, reading: ChainReading): string {
  const earlier = earlierLineOf(line, person.memberId, reading)
  return earlier ? `${person.name}前面写的是${words[earlier.answer]}，这一行像是${words[line.answer]}。怎么登记？` : `${person.name}这一行没有说清楚，怎么登记？`
}

/** What was decided about it, to be changed. */
function Settled({ line, choice, onChoose }: Pick<Props, 'line' | 'onChoose'> & { choice: Choice }) {
  const name = line.nickname || line.raw
  return (
    <View className={css.settled}>
      <View className={css.settledText}>
        <Text className={css.nickname}>{name}</Text>：{choice ? `是${choice.name}，${words[choice.answer]}` : '这一行不算'}
      </View>
      {choice ? <Tap className={css.change} label={`${choice.name}改成${words[choice.answer === 'yes' ? 'no' : 'yes']}`} onTap={() => onChoose({ ...choice, answer: choice.answer === 'yes' ? 'no' : 'yes' })}>改成{words[choice.answer === 'yes' ? 'no' : 'yes']}</Tap> : null}
      <Tap className={css.change} label={`重选：${name}`} onTap={() => onChoose(undefined)}>重选</Tap>
    </View>
  )
}
