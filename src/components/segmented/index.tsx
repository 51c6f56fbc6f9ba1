import { Text, View } from '@tarojs/components'
import { Tap } from '../tap'
import css from './index.module.scss'

interface Props<K extends string> { items: readonly { key: K; text: string }[]; chosen: K; onChoose: (key: K) => void }

/** 已报名15: the word and the number, each whole, so that in large type the number moves below the word. */
const partsOf = (text: string): string[] => text.split(/(?<=\D)(?=\d)/)

/** Two to four views of the same page. */
export function Segmented<K extends string>({ items, chosen, onChoose }: Props<K>) {
  return (
    <View className={css.row}>
      {items.map((item) => (
        <Tap key={item.key} className={item.key === chosen ? css.on : css.item} role="tab" checked={item.key === chosen} label={`${item.text}${item.key === chosen ? '，当前' : ''}`} onTap={() => onChoose(item.key)}>
          {partsOf(item.text).map((part) => <Text key={part} className={css.word}>{part}</Text>)}
        </Tap>
      ))}
    </View>
  )
}
