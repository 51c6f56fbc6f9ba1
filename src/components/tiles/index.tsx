import { Text, View } from '@tarojs/components'
import { Tap } from '../tap'
import css from './index.module.scss'

interface Props { title: string; items: { text: string; hint: string; onTap: () => void }[] }

/** A few frequent jobs, two beside one another. */
export function Tiles({ title, items }: Props) {
  if (items.length === 0) return null
  return (
    <View className={css.block}>
      <Text className={css.heading}>{title}</Text>
      <View className={css.grid}>
        {items.map((item) => (
          <Tap key={item.text} className={css.tile} onTap={item.onTap} label={`${item.text}，${item.hint}`}>
            <View className={css.text}>{item.text}</View>
            <View className={css.hint}>{item.hint}</View>
          </Tap>
        ))}
      </View>
    </View>
  )
}
