import { View } from '@tarojs/components'
import type { PropsWithChildren } from 'react'
import css from './index.module.scss'

/** Buttons that stay at the bottom of the screen, beside one another. Give it to Page's `footer`. */
export function FooterBar({ children }: PropsWithChildren) {
  return <View className={css.bar}>{children}</View>
}
