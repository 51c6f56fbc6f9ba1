import { Text, View } from '@tarojs/components'
import { Button } from '../button'
import { TextField } from '.'
import css from './secret.module.scss'

interface Props {
  label: string
  keyboard: 'number' | 'idcard' | 'text'
  max: number
  /** What is kept, masked; null where nothing is. */
  kept: string | null
  /** What has been typed: undefined leaves what is kept, empty clears it. */
  typed: string | undefined
  fault: string | undefined
  hint: string
  onChange: (value: string | undefined) => void
}

/** An item that never comes back whole: left empty it stays as it is; clearing it is a step of its own. */
export function SecretField({ label, keyboard, max, kept, typed, fault, hint, onChange }: Props) {
  if (kept && typed === '') {
    return (
      <View className={css.clearing}>
        <Text>{label}将清除，保存后生效</Text>
        <Button small kind="quiet" text="不清除" label={`不清除${label}`} onTap={() => onChange(undefined)} />
      </View>
    )
  }
  return (
    <View>
      <TextField label={label} value={typed ?? ''} onChange={(value) => onChange(value === '' ? undefined : value)} max={max} keyboard={keyboard} optional hint={kept ? `现为${kept}，不改请留空。${hint}` : hint} error={fault ?? null} />
      {kept ? <View className={css.clear}><Button small kind="quiet" text="清除" label={`清除${label}`} onTap={() => onChange('')} /></View> : null}
    </View>
  )
}
