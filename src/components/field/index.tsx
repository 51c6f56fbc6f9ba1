import { Input, Picker, Switch, Text, Textarea, View } from '@tarojs/components'
import { Tap } from '../tap'
import { aria } from '../../services/aria'
import { Frame, type FrameProps } from './frame'
import css from './index.module.scss'

interface TextProps extends FrameProps {
  value: string
  onChange: (value: string) => void
  placeholder?: string
  max?: number
  /** number: digits only; idcard: digits and X; digits: a short code in large figures. */
  keyboard?: 'text' | 'number' | 'idcard' | 'digits'
  onDone?: () => void
  focus?: boolean
}

/** One line of text. */
export function TextField({ value, onChange, placeholder, max = 100, keyboard = 'text', onDone, focus, ...frame }: TextProps) {
  const type = keyboard === 'digits' ? 'number' : keyboard
  return (
    <Frame {...frame}>
      <Input
        className={`${css.box} ${keyboard === 'digits' ? css.digits : ''} ${frame.error ? css.wrong : ''}`}
        type={type} value={value} maxlength={max} placeholder={placeholder ?? ''} placeholderClass="hint" focus={focus ?? false}
        onInput={(e) => onChange(e.detail.value)} onConfirm={() => onDone?.()} {...aria({ label: frame.label })}
      />
    </Frame>
  )
}

interface LongTextProps extends FrameProps {
  value: string
  onChange: (value: string) => void
  placeholder?: string
  max: number
  /** Keeps its height and scrolls inside, for text that is pasted and may have hundreds of lines. */
  tall?: boolean
}

/** Several lines of text, with a count near the limit. */
export function LongTextField({ value, onChange, placeholder, max, tall, ...frame }: LongTextProps) {
  const left = max - value.length
  return (
    <Frame {...frame}>
      <Textarea className={`${css.area} ${tall ? css.tall : ''} ${frame.error ? css.wrong : ''}`} value={value} maxlength={max} autoHeight={!tall} placeholder={placeholder ?? ''} placeholderClass="hint" onInput={(e) => onChange(e.detail.value)} {...aria({ label: frame.label })} />
      {left <= max / 5 ? <Text className={css.hint}>还可以写{left}字</Text> : null}
    </Frame>
  )
}

interface ChoiceProps<K extends string> extends FrameProps {
  options: readonly { key: K; text: string }[]
  value: K | null
  onChange: (key: K) => void
  placeholder?: string
}

/** One of several, from a wheel. */
export function ChoiceField<K extends string>({ options, value, onChange, placeholder = '请选择', ...frame }: ChoiceProps<K>) {
  const index = options.findIndex((option) => option.key === value)
  const shown = options[index]?.text
  return (
    <Frame {...frame}>
      <Picker mode="selector" range={options.map((option) => option.text)} value={Math.max(0, index)} onChange={(e) => { const option = options[Number(e.detail.value)]; if (option) onChange(option.key) }} {...aria({ label: `${frame.label}，${shown ?? placeholder}`, role: 'button' })}>
        <View className={`${css.box} ${css.pick}`}>
          <Text className={shown ? css.picked : css.unpicked}>{shown ?? placeholder}</Text>
          <View className={css.down} />
        </View>
      </Picker>
    </Frame>
  )
}

interface SwitchProps { label: string; hint?: string; value: boolean; onChange: (on: boolean) => void; disabled?: boolean }

/** On or off; the whole row can be tapped. */
export function SwitchField({ label, hint, value, onChange, disabled }: SwitchProps) {
  return (
    <Tap className={css.switchRow} role="switch" checked={value} disabled={disabled ?? false} label={hint ? `${label}，${hint}` : label} onTap={() => onChange(!value)}>
      <View className={css.switchText}>
        <View className={css.switchLabel}>{label}</View>
        {hint ? <View className={css.hint}>{hint}</View> : null}
      </View>
      <Switch className={css.switch} checked={value} disabled={disabled ?? false} onChange={(e) => onChange(e.detail.value)} />
    </Tap>
  )
}
