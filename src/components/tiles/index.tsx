import { Text, View } from '@tarojs/components'
import { Tap } from '../tap'
import css from './index.module.scss'

interface Props { title: string; action?: { text: string; onTap: () => void }; items: { text: string; hint: string; onTap: () => void }[] }

/** A few frequent jobs in one row, in large type two beside one another: always at the same place, and low, so that the list below begins high. */
export function Tiles({ title, items, action }: Props) {
  if (items.length === 0) return null
  return (
    <View className={css.block}>
      <View className={css.head}>
        <Text className={css.heading}>{title}</Text>
        {action ? <Tap className={css.action} onTap={action.onTap}>{action.text}</Tap> : null}
      </View>
      <View className={css.grid}>
        {items.map((item) => (
          <Tap key={item.text} className={css.tile} onTap={item.onTap} label={`${item.text}，${item.hint}`}>
            {item.text}
          </Tap>
        ))}
      </View>
    </View>
  )
}
