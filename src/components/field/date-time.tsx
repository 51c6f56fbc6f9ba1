import { Picker, Text, View } from '@tarojs/components'
import { aria } from '../../services/aria'
import { dayFromNow, dayText, dayWithWeekday, joinInstant, splitInstant } from '../../services/dates'
import { Frame, type FrameProps } from './frame'
import css from './index.module.scss'

interface DateTimeProps extends FrameProps {
  /** An ISO instant; null while nothing is chosen. */
  value: string | null
  onChange: (instant: string) => void
  /** The time of day that comes with a chosen day, `HH:mm`. */
  defaultTime?: string
  /** The first day that can be chosen, `YYYY-MM-DD`; today where left out. */
  from?: string
}

/** A day and a time in China. */
export function DateTimeField({ value, onChange, defaultTime = '14:30', from, ...frame }: DateTimeProps) {
  const now = value ? splitInstant(value) : null
  const first = from ?? dayFromNow(0)
  return (
    <Frame {...frame}>
      <View className={css.pair}>
        <View className={css.pairDay}>
          <Picker mode="date" value={now?.day ?? first} start={first} end={dayFromNow(730)} onChange={(e) => onChange(joinInstant(e.detail.value, now?.time ?? defaultTime))} {...aria({ label: `${frame.label}的日期`, role: 'button' })}>
            <View className={`${css.box} ${css.pick}`}>
              <Text className={now ? css.picked : css.unpicked}>{now ? dayWithWeekday(now.day) : '选择日期'}</Text>
            </View>
          </Picker>
        </View>
        <View className={css.pairTime}>
          <Picker mode="time" value={now?.time ?? defaultTime} onChange={(e) => onChange(joinInstant(now?.day ?? first, e.detail.value))} {...aria({ label: `${frame.label}的时间`, role: 'button' })}>
            <View className={`${css.box} ${css.pick}`}>
              <Text className={now ? css.picked : css.unpicked}>{now?.time ?? '时间'}</Text>
            </View>
          </Picker>
        </View>
      </View>
    </Frame>
  )
}

interface DayProps extends FrameProps { value: string; onChange: (day: string) => void; from?: string; until?: string; placeholder?: string }

/** A calendar day `YYYY-MM-DD`, empty while nothing is chosen. */
export function DayField({ value, onChange, from = '1930-01-01', until, placeholder = '选择日期', ...frame }: DayProps) {
  return (
    <Frame {...frame}>
      <Picker mode="date" value={value || (until ?? dayFromNow(0))} start={from} end={until ?? dayFromNow(730)} onChange={(e) => onChange(e.detail.value)} {...aria({ label: frame.label, role: 'button' })}>
        <View className={`${css.box} ${css.pick}`}>
          <Text className={value ? css.picked : css.unpicked}>{value ? dayText(value) : placeholder}</Text>
          <View className={css.down} />
        </View>
      </Picker>
    </Frame>
  )
}
