import { View } from '@tarojs/components'
import { ChoiceField, LongTextField, SwitchField, TextField } from '../../../components/field'
import { DateTimeField } from '../../../components/field/date-time'
import { dayFromNow, joinInstant } from '../../../services/dates'
import { tooLong, type FormErrors, type NoticeForm } from './form'
import css from './index.module.scss'

interface Props { form: NoticeForm; errors: FormErrors; groups: { id: string; name: string }[]; onChange: (form: NoticeForm) => void }

/** Everything that is written down for a notice. */
export function NoticeFields({ form, errors, groups, onChange }: Props) {
  const set = (change: Partial<NoticeForm>): void => onChange({ ...form, ...change })
  const audiences = [{ key: '', text: '全支部' }, ...groups.map((group) => ({ key: group.id, text: group.name }))]
  return (
    <>
      {groups.length > 0 ? <ChoiceField label="发给" options={audiences} value={form.groupId} onChange={(groupId) => set({ groupId })} /> : null}
      <TextField label="标题" value={form.title} onChange={(title) => set({ title })} max={60} placeholder="如：关于交纳十一月党费的通知" error={errors.title} />
      <LongTextField label="正文" value={form.body} onChange={(body) => set({ body })} max={50_000} placeholder="事项、时间、地点、要求" error={errors.body ?? tooLong(form.body)} hint={`${form.body.trim().length}字，最多5000字`} />
      <View className={css.group}>
        <SwitchField label="要在某个时间前回复" hint="到期前会一直在大家的待办里" value={form.due !== null} onChange={(on) => set({ due: on ? joinInstant(dayFromNow(3), '18:00') : null })} />
      </View>
      {form.due ? <DateTimeField label="截止" value={form.due} defaultTime="18:00" onChange={(due) => set({ due })} error={errors.due} /> : null}
    </>
  )
}
