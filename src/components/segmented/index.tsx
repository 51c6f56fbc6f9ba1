import { View } from '@tarojs/components'
import { Tap } from '../tap'
import css from './index.module.scss'

interface Props<K extends string> { items: readonly { key: K; text: string }[]; chosen: K; onChoose: (key: K) => void }

/** Two to four views of the same page. */
export function Segmented<K extends string>({ items, chosen, onChoose }: Props<K>) {
  return (
    <View className={css.row}>
      {items.map((item) => (
        <Tap key={item.key} className={item.key === chosen ? css.on : css.item} role="tab" checked={item.key === chosen} label={`${item.text}${item.key === chosen ? '，当前' : ''}`} onTap={() => onChoose(item.key)}>
          {item.text}
        </Tap>
      ))}
    </View>
  )
}
