import { Input, Text, View } from '@tarojs/components'
import { aria } from '../../../services/aria'
import css from './index.module.scss'

interface Props {
  /** What is counted: 赞成. */
  label: string
  /** Of whom or what, for a screen reader. */
  of: string
  value: string
  /** What stands there as long as nothing is typed. */
  rest?: number | null
  /** Hands are raised by people; papers are sheets. */
  unit?: '张' | '人'
  onChange: (value: string) => void
}

/** One number, large enough to be read from a table: what is counted on the left, the number on the right. */
export function NumberBox({ label, of, value, rest, unit = '张', onChange }: Props) {
  return (
    <View className={css.row}>
      <View className={css.what}>
        <Text>{label}</Text>
        {rest !== undefined && rest !== null ? <Text className={css.rest}>按剩下的算，不对请改</Text> : null}
      </View>
      <Input className={css.number} type="number" maxlength={4} value={value} placeholder={rest === undefined || rest === null ? '' : String(rest)} placeholderClass="hint" onInput={(e) => onChange(e.detail.value.replace(/\D/g, ''))} {...aria({ label: `${of}，${label}，几${unit}${rest ? `，按剩下的算${rest}张` : ''}` })} />
      <Text className={css.unit}>{unit}</Text>
    </View>
  )
}
