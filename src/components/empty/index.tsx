import { Text, View } from '@tarojs/components'
import { Button } from '../button'
import css from './index.module.scss'

interface Props {
  title: string
  /** What to do next. */
  hint?: string
  action?: { text: string; onTap: () => void }
}

/** Nothing here (or nothing came): says so and what to do next. */
export function EmptyState({ title, hint, action }: Props) {
  return (
    <View className={css.empty}>
      <Text className={css.title}>{title}</Text>
      {hint ? <Text className={css.hint}>{hint}</Text> : null}
      {action ? <View className={css.action}><Button kind="plain" text={action.text} onTap={action.onTap} /></View> : null}
    </View>
  )
}
