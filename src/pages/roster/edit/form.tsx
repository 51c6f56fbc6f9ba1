import { Text, View } from '@tarojs/components'
import type { OutputOf } from '../../../../types/contracts'
import { standings, type Standing } from '../../../../types/contracts/codes'
import { Button } from '../../../components/button'
import { ChoiceField, TextField } from '../../../components/field'
import { educationOptions, ethnicityOptions, sexOptions } from '../../../components/field/code-options'
import { DayField } from '../../../components/field/date-time'
import { SecretField } from '../../../components/field/secret'
import { dayFromNow } from '../../../services/dates'
import { idText, withIdRead, type Draft, type Field } from './draft'
import css from './index.module.scss'

const standingOptions = Object.entries(standings).map(([key, text]) => ({ key: key as Standing, text }))

interface Props {
  draft: Draft
  kept: Draft
  faults: Partial<Record<Field, string>>
  person: OutputOf<'roster.get'> | null
  groups: { id: string; name: string }[]
  onChange: (draft: Draft) => void
}

/** Every item of a person that may be typed; codes are chosen from the official lists. */
export function PersonForm({ draft, kept, faults, person, groups, onChange }: Props) {
  const now = { ...kept, ...draft }
  const set = <F extends Field>(field: F, value: Draft[F]): void => onChange(field === 'idNumber' ? withIdRead({ ...draft, [field]: value }, kept) : { ...draft, [field]: value })
  const text = (field: 'name' | 'job' | 'studentNumber' | 'className' | 'nativePlace' | 'grade' | 'major' | 'sponsors' | 'mentors' | 'remark', label: string, max: number, placeholder: string, optional = true) => (
    <TextField label={label} value={now[field] ?? ''} onChange={(value) => set(field, value)} max={max} placeholder={placeholder} optional={optional} error={faults[field] ?? null} />
  )
  const day = (field: 'birthday' | 'joinedOn' | 'fullOn' | 'appliedOn' | 'activistOn' | 'prospectOn', label: string) => (
    <View>
      <DayField label={label} value={now[field] ?? ''} onChange={(value) => set(field, value)} until={dayFromNow(0)} optional error={faults[field] ?? null} />
      {now[field] ? <View className={css.clear}><Button small kind="quiet" text="清除日期" label={`清除${label}`} onTap={() => set(field, '')} /></View> : null}
    </View>
  )
  const groupOptions = [{ key: '', text: '不编组' }, ...groups.map(({ id, name }) => ({ key: id, text: name }))]
  return (
    <View>
      <Text className={css.heading}>党内信息</Text>
      {text('name', '姓名', 40, '和身份证上一致', false)}
      <ChoiceField label="人员类别" options={standingOptions} value={now.standing ?? null} onChange={(key) => set('standing', key)} error={faults.standing ?? null} />
      {day('joinedOn', '加入党组织日期')}
      {now.standing === 'full' ? day('fullOn', '转为正式党员日期') : null}
      {groups.length > 0 ? <ChoiceField label="党小组" options={groupOptions} value={now.groupId ?? ''} onChange={(key) => set('groupId', key)} optional /> : null}

      <Text className={css.heading}>个人信息</Text>
      <ChoiceField label="性别" options={sexOptions} value={now.sex ?? null} onChange={(key) => set('sex', key)} optional error={faults.sex ?? null} />
      <ChoiceField label="民族" options={ethnicityOptions} value={now.ethnicity || null} onChange={(key) => set('ethnicity', key)} optional />
      {day('birthday', '出生日期')}
      <ChoiceField label="学历" options={educationOptions} value={now.education || null} onChange={(key) => set('education', key)} optional hint="按已经取得的最高学历填" />
      {text('job', '工作岗位', 60, '如：在校学生')}
      {text('studentNumber', '学号', 30, '没有可以不填')}
      {text('className', '班级', 60, '如：计算机2301班')}
      {text('grade', '年级', 20, '如：2023级')}
      {text('major', '专业', 60, '如：软件工程')}
      {text('nativePlace', '籍贯', 30, '如：示例省示例市')}

      <Text className={css.heading}>入党经过</Text>
      {day('appliedOn', '申请入党日期')}
      {day('activistOn', '确定为积极分子日期')}
      {day('prospectOn', '列为发展对象日期')}
      {text('sponsors', '入党介绍人', 60, '两位之间用顿号')}
      {text('mentors', '培养联系人', 60, '两位之间用顿号')}
      {text('remark', '备注', 200, '不要写身份证号和电话')}

      <Text className={css.heading}>加密保存的信息</Text>
      <SecretField label="手机号" keyboard="number" max={20} kept={person?.phoneMasked ?? null} typed={draft.phone} fault={faults.phone} hint="加密保存，屏幕上只显示首尾几位" onChange={(value) => set('phone', value)} />
      <SecretField label="固定电话" keyboard="number" max={20} kept={person?.landlineMasked ?? null} typed={draft.landline} fault={faults.landline} hint="没有可以不填，加密保存" onChange={(value) => set('landline', value)} />
      <SecretField label="身份证号" keyboard="idcard" max={18} kept={idText(person?.idMasked ?? null)} typed={draft.idNumber} fault={faults.idNumber} hint="只保存加密的核对值和末四位，不保存全号，用来防止重复和错填。填了身份证号，性别和出生日期不用再填" onChange={(value) => set('idNumber', value)} />
      <SecretField label="家庭住址" keyboard="text" max={120} kept={person?.hasAddress ? '已登记' : null} typed={draft.address} fault={faults.address} hint="加密保存，屏幕上不显示" onChange={(value) => set('address', value)} />
    </View>
  )
}
