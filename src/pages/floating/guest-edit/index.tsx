import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { useRouter } from '@tarojs/taro'
import type { Certificate } from '../../../../types/contracts/codes'
import { Button } from '../../../components/button'
import { List } from '../../../components/cell'
import { ChoiceField, SwitchField, TextField } from '../../../components/field'
import { DayField } from '../../../components/field/date-time'
import { FooterBar } from '../../../components/footer'
import { Page } from '../../../components/page'
import { reasonOf } from '../../../services/abilities'
import { useAction } from '../../../services/action'
import { dayFromNow } from '../../../services/dates'
import { useLeaveGuard } from '../../../services/leave'
import { back, param, replace } from '../../../services/nav'
import { useQuery } from '../../../services/query'
import { said, tell } from '../../../services/say'
import { papers } from '../words'
import css from '../index.module.scss'

interface Draft { name: string; home: string; homeContact: string; certificate: Certificate; certificateNumber: string; since: string; until: string; takesPart: boolean }
const blank = (): Draft => ({ name: '', home: '', homeContact: '', certificate: 'card', certificateNumber: '', since: dayFromNow(0), until: '', takesPart: true })

/** Somebody from another branch who comes here for a while, new or to be changed. */
export default function FloatingGuestEditPage() {
  const { params } = useRouter()
  const id = param(params, 'id')
  return id ? <Change id={id} /> : <Add organisationId={param(params, 'organisation')} />
}

/** What is still missing, or null. */
const missingIn = ({ name, home }: Draft): string | null => (!name.trim() ? '请写姓名。' : !home.trim() ? '请写明组织关系在哪个支部。' : null)

function Add({ organisationId }: { organisationId: string }) {
  const overview = useQuery('floating.overview', organisationId ? { organisationId } : {})
  const [typed, setTyped] = useState<Partial<Draft>>({})
  const add = useAction('floating.addGuest')
  const disarm = useLeaveGuard(Object.keys(typed).length > 0)
  const draft = { ...blank(), ...typed }
  const save = async (to: string): Promise<void> => {
    const missing = missingIn(draft)
    if (missing) return tell(missing, '还差一项')
    const guest = await add.run({ organisationId: to, ...draft })
    if (!guest) return
    disarm()
    said('已登记')
    replace('/pages/floating/guest/index', { id: guest.id })
  }
  const { data } = overview
  return (
    <Page query={overview} skeleton="detail" footer={data ? <FooterBar><Button text="登记" busy={add.busy} reason={reasonOf(data, 'keep')} onTap={() => void save(data.organisationId)} /></FooterBar> : null}>
      {() => <Form draft={draft} onChange={(over) => setTyped({ ...typed, ...over })} />}
    </Page>
  )
}

function Change({ id }: { id: string }) {
  const guest = useQuery('floating.guest', { guestId: id })
  const [typed, setTyped] = useState<Partial<Draft>>({})
  const change = useAction('floating.changeGuest')
  const disarm = useLeaveGuard(Object.keys(typed).length > 0)
  const { data } = guest
  const kept: Draft = data ? { name: data.name, home: data.home, homeContact: data.homeContact, certificate: data.certificate, certificateNumber: data.certificateNumber, since: data.since, until: data.until ?? '', takesPart: data.takesPart } : blank()
  const draft = { ...kept, ...typed }
  const save = async (version: number): Promise<void> => {
    const missing = missingIn(draft)
    if (missing) return tell(missing, '还差一项')
    if (!(await change.run({ guestId: id, version, ...draft }))) return
    disarm()
    said('已保存')
    back()
  }
  return (
    <Page query={guest} skeleton="detail" footer={data ? <FooterBar><Button text="保存" busy={change.busy} reason={reasonOf(data, 'change')} onTap={() => void save(data.version)} /></FooterBar> : null}>
      {() => <Form draft={draft} onChange={(over) => setTyped({ ...typed, ...over })} />}
    </Page>
  )
}

function Form({ draft, onChange }: { draft: Draft; onChange: (over: Partial<Draft>) => void }) {
  return (
    <View>
      <TextField label="姓名" value={draft.name} max={40} onChange={(name) => onChange({ name })} />
      <TextField label="组织关系在哪个支部" value={draft.home} max={60} placeholder="写全称" onChange={(home) => onChange({ home })} />
      <TextField label="那个支部的联系人" optional value={draft.homeContact} max={40} hint="只写姓名和职务，不要写电话号码。" onChange={(homeContact) => onChange({ homeContact })} />
      <ChoiceField label="持什么证明" options={papers} value={draft.certificate} onChange={(certificate) => onChange({ certificate })} />
      {draft.certificate !== 'none' ? <TextField label="编号" optional value={draft.certificateNumber} max={40} onChange={(certificateNumber) => onChange({ certificateNumber })} /> : null}
      <DayField label="哪天来的" value={draft.since} onChange={(since) => onChange({ since })} />
      <DayField label="预计哪天离开" optional value={draft.until} placeholder="还没定" onChange={(until) => onChange({ until })} />
      <List><SwitchField label="参加支部活动" value={draft.takesPart} onChange={(takesPart) => onChange({ takesPart })} /></List>
      <Text className={css.note}>流入党员不进花名册、不算本支部人数，没有表决权，不评等次。</Text>
    </View>
  )
}
