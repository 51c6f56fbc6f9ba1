import { Text } from '@tarojs/components'
import css from './index.module.scss'

export type TagKind = 'ok' | 'info' | 'wait' | 'urgent' | 'past'

/** A state: its word, and a colour that repeats it. Colour alone never says anything. */
export function Tag({ text, kind = 'past' }: { text: string; kind?: TagKind }) {
  return <Text className={`${css.tag} ${css[kind]}`}>{text}</Text>
}
