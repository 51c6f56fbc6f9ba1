import { Text, View } from '@tarojs/components'
import type { PropsWithChildren } from 'react'
import css from './index.module.scss'

export interface FrameProps {
  label: string
  /** Below the field: what it is for. */
  hint?: string
  /** Below the field, instead of the hint: what is wrong with it. */
  error?: string | null
  optional?: boolean
}

/** What every field has around it: its name above, a hint or what is wrong below. */
export function Frame({ label, hint, error, optional, children }: PropsWithChildren<FrameProps>) {
  return (
    <View className={css.field}>
      <Text className={css.label}>
        {label}
        {optional ? <Text className={css.optional}>（选填）</Text> : null}
      </Text>
      {children}
      {error ? <Text className={css.error}>{error}</Text> : hint ? <Text className={css.hint}>{hint}</Text> : null}
    </View>
  )
}
