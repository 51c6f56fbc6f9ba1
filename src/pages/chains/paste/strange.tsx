import { Text, View } from '@tarojs/components'
import type { ChainLine } from '../../../../types/contracts/chains'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Tap } from '../../../components/tap'
import type { Answer, Choice } from './resolve'
import css from './index.module.scss'

const words: Record<Answer, string> = { yes: '报名', no: '请假' }

interface Props {
  line: ChainLine
  /** Undefined while undecided. */
  choice: Choice | undefined
  /** The line that speaks for the same person already. */
  earlier: ChainLine | null
  onChoose: (choice: Choice | undefined) => void
  onPick: () => void
}

/** A line that could not be read for sure: who is it, and what do they say? */
export function StrangeLine({ line, choice, earlier, onChoose, onPick }: Props) {
  if (choice !== undefined) return <Settled line={line} choice={choice} onChoose={onChoose} />
  const choose = (person: { memberId: string; name: string }): void => onChoose({ ...person, answer: line.answer })
  const question = earlier
    ? `${earlier.memberName ?? ''}前面已写${words[earlier.answer]}，这一行像是${words[line.answer]}。后面这一行算不算？`
    : `“${line.nickname || line.raw}”是哪位同志？`
  return (
    <Card>
      <Text className={css.raw} userSelect>{line.raw}</Text>
      <View className={css.question}>{question}</View>
      <View className={css.candidates}>
        {earlier ? <Button small kind="plain" text={`算，改为${words[line.answer]}`} onTap={() => line.candidates.filter((person) => person.memberId === earlier.memberId).forEach(choose)} /> : null}
        {line.candidates.filter((person) => person.memberId !== earlier?.memberId).map((person) => <Button key={person.memberId} small kind="plain" text={person.name} label={`是${person.name}`} onTap={() => choose(person)} />)}
        <Button small kind="plain" text={line.candidates.length > 0 ? '其他人' : '选一位'} onTap={onPick} />
        <Button small kind="quiet" text={earlier ? '不算' : '忽略这一行'} onTap={() => onChoose(null)} />
      </View>
    </Card>
  )
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
