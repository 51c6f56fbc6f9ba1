import { ScrollView, View } from '@tarojs/components'
import type { PropsWithChildren, ReactNode } from 'react'
import { Tap } from '../tap'
import { aria } from '../../services/aria'
import css from './index.module.scss'

interface Props { open: boolean; title: string; onClose: () => void; footer?: ReactNode; /** It lies over any other sheet that is open. */ front?: boolean }

/** A sheet that comes up from the bottom and is closed by its 关闭 or a tap beside it. */
export function Sheet({ open, title, onClose, footer, front, children }: PropsWithChildren<Props>) {
  if (!open) return null
  return (
    <View className={front ? `${css.layer} ${css.front}` : css.layer} catchMove>
      <Tap className={css.shade} onTap={onClose} label="关闭" />
      <View className={css.sheet} {...aria({ role: 'dialog', label: title })}>
        <View className={css.head}>
          <View className={css.title}>{title}</View>
          <Tap className={css.close} onTap={onClose}>关闭</Tap>
        </View>
        <ScrollView scrollY className={css.body}>
          <View className={css.inner}>{children}</View>
        </ScrollView>
        {footer ? <View className={css.foot}>{footer}</View> : null}
      </View>
    </View>
  )
}
