import { View } from '@tarojs/components'
import { LongTextField, SwitchField, TextField } from '../../../components/field'
import { DateTimeField } from '../../../components/field/date-time'
import { splitInstant } from '../../../services/dates'
import { closesHint, withStart, type ActivityForm, type FormErrors } from './form'
import css from './index.module.scss'

interface Props { form: ActivityForm; errors: FormErrors; onChange: (form: ActivityForm) => void }

/** Where a field stands on the page, to be scrolled to. */
export const placeOf = (field: keyof FormErrors): string => `field-${field}`

/** Everything that is written down about an activity. */
export function ActivityFields({ form, errors, onChange }: Props) {
  const set = (change: Partial<ActivityForm>): void => onChange({ ...form, ...change })
  return (
    <>
      <View id={placeOf('title')}><TextField label="活动名称" value={form.title} onChange={(title) => set({ title })} max={60} placeholder="如：十一月主题党日" error={errors.title} /></View>
      <View id={placeOf('place')}><TextField label="地点" value={form.place} onChange={(place) => set({ place })} max={80} placeholder="如：第二教学楼305" error={errors.place} /></View>
      <View id={placeOf('startsAt')}><DateTimeField label="开始" value={form.startsAt} onChange={(startsAt) => onChange(withStart(form, startsAt))} error={errors.startsAt} /></View>
      <View id={placeOf('endsAt')}><DateTimeField label="结束" value={form.endsAt} onChange={(endsAt) => set({ endsAt })} from={splitInstant(form.startsAt).day} error={errors.endsAt} /></View>
      <View className={css.group}>
        <SwitchField label="活动开始时截止报名" hint="关上可以另定截止时间" value={form.closesAtStart} onChange={(closesAtStart) => set({ closesAtStart })} />
      </View>
      <View id={placeOf('closesAt')}>
        {form.closesAtStart ? null : <DateTimeField label="报名截止" value={form.closesAt} onChange={(closesAt) => set({ closesAt })} error={errors.closesAt} hint={closesHint(form)} />}
      </View>
      <View className={css.group}>
        <SwitchField label="不限名额" hint="限名额时，报满以后自动排候补" value={form.unlimited} onChange={(unlimited) => set({ unlimited })} />
      </View>
      <View id={placeOf('capacity')}>
        {form.unlimited ? null : <TextField label="名额（人）" value={form.capacity} onChange={(capacity) => set({ capacity: capacity.replace(/\D/g, '') })} keyboard="number" max={4} placeholder="如：30" error={errors.capacity} />}
      </View>
      <LongTextField label="说明" optional value={form.detail} onChange={(detail) => set({ detail })} max={3000} placeholder="内容、要带的东西、集合方式等" />
    </>
  )
}
