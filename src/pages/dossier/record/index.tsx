import { Text, View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import Taro, { useRouter } from '@tarojs/taro'
import { disciplines, endReasons, suspendReasons, type Discipline, type EndReason, type SuspendReason } from '../../../../types/contracts/codes'
import { Button } from '../../../components/button'
import { ChoiceField } from '../../../components/field'
import { DayField } from '../../../components/field/date-time'
import { FooterBar } from '../../../components/footer'
import { Page } from '../../../components/page'
import { reasonOf } from '../../../services/abilities'
import { useAction } from '../../../services/action'
import { dayFromNow, dayText } from '../../../services/dates'
import { back, param } from '../../../services/nav'
import { useQuery } from '../../../services/query'
import { ask, said } from '../../../services/say'
import { useSensitive } from '../../../services/sensitive'
import css from '../parts/index.module.scss'

const optionsOf = <K extends string>(labels: Record<K, string>): { key: K; text: string }[] => (Object.entries(labels) as [K, string][]).map(([key, text]) => ({ key, text }))
const suspends = optionsOf<SuspendReason>(suspendReasons)
const ends = optionsOf<EndReason>(endReasons)
type Lesser = Exclude<Discipline, 'expelled'>
const kinds = optionsOf<Discipline>(disciplines).filter((option): option is { key: Lesser; text: string } => option.key !== 'expelled').map(({ key, text }) => ({ key, text: key === 'none' ? '影响期结束（解除）' : text }))

const titles = { suspend: '停止党籍', resume: '恢复党籍', end: '出党或去世', discipline: '处分' }
type Kind = keyof typeof titles
const isKind = (text: string): text is Kind => text in titles

/** One change of how a member stands: what, why, and on which day. */
export default function DossierRecordPage() {
  const { params } = useRouter()
  const id = param(params, 'id')
  const asked = param(params, 'kind')
  const kind: Kind = isKind(asked) ? asked : 'suspend'
  const dossier = useQuery('dossier.get', { memberId: id })
  const sensitive = useSensitive()
  const suspend = useAction('dossier.suspend', { guard: sensitive.guard })
  const resume = useAction('dossier.resume', { guard: sensitive.guard })
  const end = useAction('dossier.end', { guard: sensitive.guard })
  const discipline = useAction('dossier.discipline', { guard: sensitive.guard })
  const [reason, setReason] = useState<string | null>(null)
  const [on, setOn] = useState('')
  const [until, setUntil] = useState('')
  const [missing, setMissing] = useState<'reason' | 'on' | null>(null)
  useEffect(() => {
    void Taro.setNavigationBarTitle({ title: titles[kind] })
  }, [kind])

  const send = (version: number): Promise<object | null> => {
    const whole = { memberId: id, version, on }
    switch (kind) {
      case 'suspend': return suspend.run({ ...whole, reason: reason as SuspendReason })
      case 'resume': return resume.run(whole)
      case 'end': return end.run({ ...whole, reason: reason as EndReason })
      case 'discipline': return discipline.run({ ...whole, discipline: reason as Lesser, ...(until && reason !== 'none' ? { until } : {}) })
    }
  }
  const save = async (name: string, version: number): Promise<void> => {
    const lacks = kind !== 'resume' && !reason ? 'reason' : on ? null : 'on'
    setMissing(lacks)
    if (lacks) return
    if (kind === 'end' && !(await ask({ title: `${name}同志出党或去世？`, text: `${endReasons[reason as EndReason]}，${dayText(on)}。登记后移出名册，微信上不能再办理，不能用“恢复到名册”恢复。请以组织上的决定为准。`, ok: '登记' }))) return
    if (!(await send(version))) return
    said('已登记')
    back()
  }
  const busy = suspend.busy || resume.busy || end.busy || discipline.busy
  const { data } = dossier
  const choice = (label: string, options: { key: string; text: string }[]) => <ChoiceField label={label} options={options} value={reason} onChange={(key) => { setReason(key); setMissing(null) }} error={missing === 'reason' ? `请选择${label}` : null} />
  return (
    <Page query={dossier} skeleton="detail" over={sensitive.sheet} footer={data ? <FooterBar><Button text="登记" busy={busy} reason={reasonOf(data, kind)} onTap={() => void save(data.name, data.version)} /></FooterBar> : null}>
      {(current) => (
        <View>
          <Text className={css.name}>{current.name}</Text>
          <View className={css.sub}>{current.axes.filter(({ usual }) => !usual).map(({ label, text }) => `${label}：${text}`).join('，') || '各项状态都正常'}</View>
          <View className={css.warn}>组织上已经决定的，在这里登记结果；不上传任何处分或审查材料。</View>
          <View className={css.note} />
          {kind === 'suspend' ? choice('原因', suspends) : kind === 'end' ? choice('原因', ends) : kind === 'discipline' ? choice('处分种类', kinds) : null}
          <DayField label={kind === 'discipline' ? '决定日期' : '日期'} value={on} onChange={(day) => { setOn(day); setMissing(null) }} until={dayFromNow(0)} error={missing === 'on' ? '请选择日期' : null} />
          {kind === 'discipline' && reason !== 'none' ? <DayField label="影响期到哪天" value={until} onChange={setUntil} until={dayFromNow(3650)} optional hint="不知道可以不填，结束时再登记" /> : null}
        </View>
      )}
    </Page>
  )
}
