import { View } from '@tarojs/components'
import type { PropsWithChildren } from 'react'
import { aria } from '../services/aria'

interface Props {
  onTap?: () => void
  /** What a screen reader says, where the text inside does not say it. */
  label?: string
  role?: 'button' | 'link' | 'checkbox' | 'radio' | 'switch' | 'tab'
  checked?: boolean
  disabled?: boolean
  className?: string
}

/** Anything that can be tapped: says what it is to a screen reader and yields under the finger. */
export function Tap({ onTap, label, role = 'button', checked, disabled, className, children }: PropsWithChildren<Props>) {
  const live = onTap && !disabled
  return (
    <View className={className} hoverClass={live ? 'pressed' : 'none'} onClick={live ? () => onTap() : undefined} {...aria({ label, role, checked, disabled })}>
      {children}
    </View>
  )
}
