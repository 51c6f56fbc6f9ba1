import { Text, View } from '@tarojs/components'
import type { PropsWithChildren } from 'react'
import { aria } from '../../services/aria'
import css from './index.module.scss'

interface Props { kind: 'done' | 'failed' | 'working'; title: string; text?: string }

/** How something ended, large enough to show across a table. Buttons stand inside. */
export function Result({ kind, title, text, children }: PropsWithChildren<Props>) {
  return (
    <View className={css.result} {...aria({ role: 'alert', label: `${title}。${text ?? ''}` })}>
      <View className={`${css.mark} ${css[kind]}`}>{kind === 'done' ? <View className={css.tick} /> : kind === 'failed' ? <Text className={css.bang}>!</Text> : null}</View>
      <View className={css.title}>{title}</View>
      {text ? <Text className={css.text}>{text}</Text> : null}
      <View className={css.buttons}>{children}</View>
    </View>
  )
}
