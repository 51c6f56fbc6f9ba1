import { Text, View } from '@tarojs/components'
import { appealStates, type AppealState } from '../../../types/contracts/codes'
import { Tag, type TagKind } from '../../components/tag'
import { aria } from '../../services/aria'
import css from './state.module.scss'

const colours: Record<AppealState, TagKind> = { submitted: 'wait', answered: 'info', closed: 'info', solved: 'ok', reopened: 'urgent' }

/** Where an appeal stands, as its reader is concerned. */
export function StateTag({ state, mine }: { state: AppealState; mine: boolean }) {
  return <Tag text={state === 'closed' && !mine ? '已办结，等本人确认' : appealStates[state]} kind={colours[state]} />
}

const steps = ['提交', '答复', '办结', '确认'] as const
const reached: Record<AppealState, number> = { submitted: 0, answered: 1, closed: 2, solved: 3, reopened: 0 }

/** The four steps of an appeal; what is behind is filled. A reopened one begins again. */
export function Steps({ state }: { state: AppealState }) {
  const at = reached[state]
  return (
    <View className={css.steps} {...aria({ role: 'img', label: `共四步：提交、答复、办结、本人确认。现在：${appealStates[state]}` })}>
      {steps.map((text, n) => (
        <View key={text} className={css.step}>
          <View className={n <= at ? css.past : css.coming}>{n + 1}</View>
          <Text className={n === at ? css.here : css.word}>{text}</Text>
        </View>
      ))}
    </View>
  )
}
