import { Text, View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import Taro, { useRouter } from '@tarojs/taro'
import type { InputOf, OutputOf } from '../../../../types/contracts'
import { stages, type Sex, type Stage } from '../../../../types/contracts/codes'
import { Button } from '../../../components/button'
import { ChoiceField, TextField } from '../../../components/field'
import { educationOptions, ethnicityOptions, sexOptions } from '../../../components/field/code-options'
import { DayField } from '../../../components/field/date-time'
import { SecretField } from '../../../components/field/secret'
import { FooterBar } from '../../../components/footer'
import { Page } from '../../../components/page'
import { reasonOf } from '../../../services/abilities'
import { useAction } from '../../../services/action'
import { dayFromNow } from '../../../services/dates'
import { useLeaveGuard } from '../../../services/leave'
import { back, param, replace } from '../../../services/nav'
import { useQuery } from '../../../services/query'
import { said } from '../../../services/say'
import css from '../parts/index.module.scss'

type Fields = InputOf<'applicants.update'>['changes']
type Field = keyof Fields
type Applicant = OutputOf<'applicants.get'>
const plain = ['name', 'ethnicity', 'birthday', 'education', 'job', 'studentNumber', 'className', 'nativePlace', 'grade', 'major', 'appliedOn', 'activistOn', 'prospectOn', 'sponsors', 'mentors', 'remark'] as const
/** Here an empty text clears what is kept, which is never shown whole. */
const secrets = ['phone', 'idNumber', 'address']
const stageOptions = (Object.entries(stages) as [Stage, string][]).map(([key, text]) => ({ key, text }))

/** What is kept, as the form shows it; secret items begin empty. */
const keptOf = (applicant: Applicant | null): Fields => (applicant ? { ...Object.fromEntries(plain.map((field) => [field, applicant[field] ?? ''])), ...(applicant.sex ? { sex: applicant.sex as Sex } : {}) } : {})

/** Somebody who has applied: new, or to be changed. */
export default function ApplicantEditPage() {
  const { params } = useRouter()
  const id = param(params, 'id')
  const organisationId = param(params, 'organisation')
  const applicant = useQuery('applicants.get', id ? { applicantId: id } : null)
  const organisation = useQuery('organisations.get', id ? null : organisationId ? { organisationId } : {})
  const [draft, setDraft] = useState<Fields>({})
  const [stage, setStage] = useState<Stage>('applicant')
  const [lacking, setLacking] = useState<Field | null>(null)
  const kept = keptOf(applicant.data)
  const changes = Object.fromEntries(Object.entries(draft).filter(([field, value]) => value !== undefined && (secrets.includes(field) || value !== (kept[field as Field] ?? '')))) as Fields
  const disarm = useLeaveGuard(Object.keys(changes).length > 0)
  const add = useAction('applicants.add')
  const update = useAction('applicants.update')
  useEffect(() => {
    if (id) void Taro.setNavigationBarTitle({ title: '修改申请人' })
  }, [id])

  const save = async (): Promise<void> => {
    const name = (draft.name ?? kept.name ?? '').trim()
    // What is kept already may lack a day; a new entry tells its days at the fields, before it is sent.
    const wanted = (['appliedOn', ...(stage === 'applicant' ? [] : ['activistOn' as const]), ...(stage === 'prospect' ? ['prospectOn' as const] : [])] as const)
    const lacks = !name ? 'name' : id ? null : wanted.find((field) => !draft[field]) ?? null
    setLacking(lacks)
    if (lacks) return
    if (applicant.data) {
      if (Object.keys(changes).length > 0 && !(await update.run({ applicantId: id, version: applicant.data.version, changes }))) return
      disarm()
      said('已保存')
      return back()
    }
    const answer = await add.run({ ...(Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== '')) as Fields), organisationId: organisation.data?.id ?? organisationId, stage, name })
    if (!answer) return
    disarm()
    said('已登记')
    replace('/pages/dossier/applicant/index', { id: answer.applicantId })
  }
  const dayless = (field: Field): string | null => (lacking === field && !draft[field] ? '请选择日期' : null)
  const asked = id ? applicant : organisation
  const reason = applicant.data ? reasonOf(applicant.data, 'edit') : organisation.data ? reasonOf(organisation.data, 'keepRoster') : undefined
  const shown = applicant.data?.stage ?? stage
  return (
    <Page query={{ data: applicant.data ?? organisation.data, error: asked.error, loading: asked.loading, reload: asked.reload }} skeleton="detail" footer={applicant.data || organisation.data ? <FooterBar><Button text="保存" busy={add.busy || update.busy} reason={reason} onTap={() => void save()} /></FooterBar> : null}>
      {() => (
        <View>
          <Text className={css.heading}>入党经过</Text>
          <Line field="name" label="姓名" max={40} optional={false} error={lacking === 'name' ? '请填写姓名' : null} kept={kept} draft={draft} onChange={setDraft} />
          {id ? null : <ChoiceField label="现在的阶段" options={stageOptions} value={stage} onChange={setStage} hint="已经是积极分子、发展对象的，可以直接补登记" />}
          <Day field="appliedOn" label="申请入党日期" error={dayless('appliedOn')} kept={kept} draft={draft} onChange={setDraft} />
          {shown === 'applicant' ? null : <><Day field="activistOn" label="确定为积极分子日期" error={dayless('activistOn')} kept={kept} draft={draft} onChange={setDraft} /><Line field="mentors" label="培养联系人" max={60} kept={kept} draft={draft} onChange={setDraft} /></>}
          {shown === 'prospect' ? <><Day field="prospectOn" label="列为发展对象日期" error={dayless('prospectOn')} kept={kept} draft={draft} onChange={setDraft} /><Line field="sponsors" label="入党介绍人" max={60} kept={kept} draft={draft} onChange={setDraft} /></> : null}
          <Text className={css.heading}>个人信息</Text>
          <ChoiceField label="性别" options={sexOptions} value={(draft.sex ?? kept.sex) ?? null} onChange={(sex) => setDraft({ ...draft, sex })} optional />
          <ChoiceField label="民族" options={ethnicityOptions} value={(draft.ethnicity ?? kept.ethnicity) || null} onChange={(ethnicity) => setDraft({ ...draft, ethnicity })} optional />
          <Day field="birthday" label="出生日期" optional kept={kept} draft={draft} onChange={setDraft} />
          <ChoiceField label="学历" options={educationOptions} value={(draft.education ?? kept.education) || null} onChange={(education) => setDraft({ ...draft, education })} optional />
          {([['studentNumber', '学号', 30], ['className', '班级', 60], ['grade', '年级', 20], ['major', '专业', 60], ['nativePlace', '籍贯', 30], ['job', '工作岗位', 60], ['remark', '备注', 200]] as const).map(([field, label, max]) => <Line key={field} field={field} label={label} max={max} kept={kept} draft={draft} onChange={setDraft} />)}
          <Text className={css.heading}>加密保存的信息</Text>
          <SecretField label="手机号" keyboard="number" max={20} kept={applicant.data?.phoneMasked ?? null} typed={draft.phone} fault={undefined} hint="加密保存，屏幕上只显示首尾几位" onChange={(phone) => setDraft({ ...draft, phone })} />
          <SecretField label="身份证号" keyboard="idcard" max={18} kept={applicant.data?.idMasked ? `末四位 ${applicant.data.idMasked.replace(/^\*+/, '')}` : null} typed={draft.idNumber} fault={undefined} hint="只保存加密的核对值和末四位，用来防止重复和错填" onChange={(idNumber) => setDraft({ ...draft, idNumber })} />
          <SecretField label="家庭住址" keyboard="text" max={120} kept={applicant.data?.hasAddress ? '已登记' : null} typed={draft.address} fault={undefined} hint="加密保存，屏幕上不显示" onChange={(address) => setDraft({ ...draft, address })} />
        </View>
      )}
    </Page>
  )
}

interface ItemProps { label: string; kept: Fields; draft: Fields; onChange: (draft: Fields) => void; optional?: boolean }
type Typed = 'name' | 'job' | 'studentNumber' | 'className' | 'nativePlace' | 'grade' | 'major' | 'sponsors' | 'mentors' | 'remark'

function Line({ field, label, max, kept, draft, onChange, optional = true, error = null }: ItemProps & { field: Typed; max: number; error?: string | null }) {
  return <TextField label={label} value={draft[field] ?? kept[field] ?? ''} onChange={(value) => onChange({ ...draft, [field]: value })} max={max} optional={optional} error={error} />
}

function Day({ field, label, kept, draft, onChange, optional = false, error = null }: ItemProps & { field: 'birthday' | 'appliedOn' | 'activistOn' | 'prospectOn'; error?: string | null }) {
  return <DayField label={label} value={draft[field] ?? kept[field] ?? ''} onChange={(value) => onChange({ ...draft, [field]: value })} until={dayFromNow(0)} optional={optional} error={error} />
}
