import { View } from '@tarojs/components'
import { aria } from '../../services/aria'
import css from './index.module.scss'

/** The round mark before a row that can be ticked; the row itself is what is tapped and what a screen reader names. */
export function Check({ on, disabled }: { on: boolean; disabled?: boolean }) {
  return <View className={on ? css.on : disabled ? css.off : css.mark} {...aria({ hidden: true })}>{on ? <View className={css.tick} /> : null}</View>
}
