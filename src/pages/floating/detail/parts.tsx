import { Text, View } from '@tarojs/components'
import { Cell } from '../../../components/cell'
import css from '../index.module.scss'

/** Items of a record with their names; what is empty is left out. */
export function Items({ items }: { items: [string, string | null][] }) {
  return (
    <>
      {items.filter(([, value]) => value).map(([label, value]) => (
        <View key={label} className={css.item}><Text className={css.label}>{label}</Text><Text className={css.value} userSelect>{value}</Text></View>
      ))}
    </>
  )
}

interface DoingProps { away: { can: Record<string, boolean>; why: Record<string, string> }; name: string; title: string; hint?: string; onTap: () => void }

/** Something to do, where it may be done. */
export function Doing({ away, name, title, hint, onTap }: DoingProps) {
  return away.can[name] ? <Cell title={title} hint={hint ?? ''} onTap={onTap} /> : null
}
