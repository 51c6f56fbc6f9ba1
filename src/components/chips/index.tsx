import { View } from '@tarojs/components'
import { Tap } from '../tap'
import css from './index.module.scss'

interface Props<K extends string> {
  items: readonly { key: K; text: string }[]
  /** Those that are switched on. */
  on: readonly K[]
  onToggle: (key: K) => void
  /** checkbox: switches something on and off; button: does something at once. */
  role?: 'checkbox' | 'button'
}

/** A few short words that wrap: filters to switch on, or phrases to take over. */
export function Chips<K extends string>({ items, on, onToggle, role = 'checkbox' }: Props<K>) {
  return (
    <View className={css.row}>
      {items.map(({ key, text }) => (
        <Tap key={key} className={on.includes(key) ? css.on : css.chip} role={role} {...(role === 'checkbox' ? { checked: on.includes(key) } : {})} onTap={() => onToggle(key)}>
          {text}
        </Tap>
      ))}
    </View>
  )
}
