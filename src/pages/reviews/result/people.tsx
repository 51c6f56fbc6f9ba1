import { Text, View } from '@tarojs/components'
import { grades } from '../../../../types/contracts/codes'
import { Tap } from '../../../components/tap'
import { correctionText } from '../words'
import { adviceOf, linesOf, type Person, type ResultOut } from './words'
import own from './index.module.scss'

/** One person: what the ballots say over the whole width, the grade beside the name. `verb`: what a tap does. */
export function PersonRow({ person, result, verb, onTap }: { person: Person; result: ResultOut; verb: string; onTap?: () => void }) {
  const { name, grade, reason, corrections } = person
  const advice = adviceOf(person)
  const inside = (
    <>
      <View className={own.top}><Text className={own.name}>{name}</Text><Text className={own.grade}>{grade ? grades[grade] : onTap ? verb : '未评定'}</Text></View>
      <Text className={own.says}>{[...linesOf(person, result), ...(reason ? [`理由：${reason}`] : []), ...corrections.map(correctionText)].join('\n')}</Text>
      {advice ? <Text className={own.advice}>{advice}</Text> : null}
    </>
  )
  return onTap ? <Tap className={own.person} label={`${name}，${grade ? grades[grade] : '未评定'}，去${verb}`} onTap={onTap}>{inside}</Tap> : <View className={own.person}>{inside}</View>
}
