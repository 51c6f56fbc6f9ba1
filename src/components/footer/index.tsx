import { Text, View } from '@tarojs/components'
import type { PropsWithChildren } from 'react'
import css from './index.module.scss'

interface Props {
  /** A line over all buttons: why one of them cannot be used, where it stands beside others and has no room of its own. */
  note?: string | undefined
}

/** Buttons that stay at the bottom of the screen, beside one another. Give it to Page's `footer`. */
export function FooterBar({ note, children }: PropsWithChildren<Props>) {
  return (
    <View className={css.bar}>
      {note ? <Text className={css.note}>{note}</Text> : null}
      <View className={css.buttons}>{children}</View>
    </View>
  )
}
