import { Button as NativeButton, Text, View } from '@tarojs/components'
import { Tap } from '../tap'
import { aria } from '../../services/aria'
import css from './index.module.scss'

interface Props {
  text: string
  onTap?: () => void
  /** primary: the one thing this page is for; plain: beside it; danger: takes something away; quiet: a text only. */
  kind?: 'primary' | 'plain' | 'danger' | 'quiet'
  disabled?: boolean
  /** Why it cannot be used: stands below the button, never missing where the reason is known. */
  reason?: string | undefined
  busy?: boolean
  /** Half the height, for a row of buttons inside a card. */
  small?: boolean
  /** Opens WeChat's choice of a chat; the page answers with useShareAppMessage. */
  share?: boolean
  label?: string
}

/** A button. With `reason` it is shown disabled and the reason stands below it. */
export function Button({ text, onTap, kind = 'primary', disabled, reason, busy, small, share, label }: Props) {
  const off = Boolean(disabled || reason || busy)
  const look = [css.button, css[kind], small ? css.small : '', off ? css.off : ''].filter(Boolean).join(' ')
  const words = busy ? `${text}…` : text
  return (
    <View className={small ? css.smallBox : css.box}>
      {share && !off ? (
        <NativeButton className={`${look} ${css.native}`} openType="share" hoverClass="pressed" {...aria({ label: label ?? text })}>
          {text}
        </NativeButton>
      ) : (
        <Tap className={look} onTap={onTap} disabled={off} label={label ?? text}>
          {words}
        </Tap>
      )}
      {reason ? <Text className={css.reason}>{reason}</Text> : null}
    </View>
  )
}
