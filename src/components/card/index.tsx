import { View } from '@tarojs/components'
import type { PropsWithChildren, ReactNode } from 'react'
import css from './index.module.scss'

interface Props { title?: ReactNode; aside?: ReactNode }

/** A white card with padding, for anything that is not rows. */
export function Card({ title, aside, children }: PropsWithChildren<Props>) {
  return (
    <View className={css.card}>
      {title ? (
        <View className={css.head}>
          <View className={css.title}>{title}</View>
          {aside ? <View>{aside}</View> : null}
        </View>
      ) : null}
      {children}
    </View>
  )
}
