import { Text, View } from '@tarojs/components'
import css from './index.module.scss'

interface Props { title: string; lines: string[] }

/** The red head of a tab page: who one is, and in which branch. */
export function Banner({ title, lines }: Props) {
  return (
    <View className={css.banner}>
      <View className={css.title}>{title}</View>
      {lines.map((line) => <Text key={line} className={css.line}>{line}</Text>)}
    </View>
  )
}
