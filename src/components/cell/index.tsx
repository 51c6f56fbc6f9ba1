import { Text, View } from '@tarojs/components'
import type { PropsWithChildren, ReactNode } from 'react'
import { Tap } from '../tap'
import css from './index.module.scss'

interface ListProps { title?: string; note?: string; action?: { text: string; onTap: () => void } }

/** Rows on one card, under a heading. */
export function List({ title, note, action, children }: PropsWithChildren<ListProps>) {
  return (
    <View className={css.list}>
      {title || action ? (
        <View className={css.head}>
          <Text className={css.heading}>{title}</Text>
          {action ? <Tap className={css.action} onTap={action.onTap}>{action.text}</Tap> : null}
        </View>
      ) : null}
      <View className={css.rows}>{children}</View>
      {note ? <Text className={css.foot}>{note}</Text> : null}
    </View>
  )
}

interface CellProps {
  title: ReactNode
  /** Below the title. */
  hint?: ReactNode
  /** At the right end. */
  value?: ReactNode
  before?: ReactNode
  onTap?: () => void
  /** Shown greyed and without effect. */
  disabled?: boolean
  /** No arrow although it can be tapped. */
  noArrow?: boolean
  label?: string
  role?: 'button' | 'link' | 'checkbox' | 'radio'
  checked?: boolean
}

/** One row. With `onTap` it can be tapped and ends with an arrow. */
export function Cell({ title, hint, value, before, onTap, disabled, noArrow, label, role, checked }: CellProps) {
  const inside = (
    <>
      {before ? <View className={css.before}>{before}</View> : null}
      <View className={css.main}>
        <View className={disabled ? css.titleOff : css.title}>{title}</View>
        {hint ? <View className={css.hint}>{hint}</View> : null}
      </View>
      {value !== undefined && value !== null ? <View className={css.value}>{value}</View> : null}
      {onTap && !noArrow ? <View className={css.arrow} /> : null}
    </>
  )
  if (!onTap) return <View className={css.cell}>{inside}</View>
  return (
    <Tap className={css.cell} onTap={onTap} disabled={disabled} label={label} role={role ?? 'button'} checked={checked}>
      {inside}
    </Tap>
  )
}
