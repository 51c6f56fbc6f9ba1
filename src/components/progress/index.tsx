import { Text, View } from '@tarojs/components'
import { aria } from '../../services/aria'
import css from './index.module.scss'

interface Props { done: number; total: number; text: string }

/** How far something is: a bar, and the same in words. */
export function Progress({ done, total, text }: Props) {
  const share = total > 0 ? Math.min(100, Math.round((done / total) * 100)) : 0
  return (
    <View>
      <View className={css.track} {...aria({ hidden: true })}>
        <View className={css.fill} style={{ width: `${share}%` }} />
      </View>
      <Text className={css.text}>{text}</Text>
    </View>
  )
}
