import { useEffect, useState } from 'react'
import Taro, { useRouter } from '@tarojs/taro'
import { Button } from '../../../components/button'
import { FooterBar } from '../../../components/footer'
import { Page } from '../../../components/page'
import { reasonOf } from '../../../services/abilities'
import { useAction } from '../../../services/action'
import type { CallError } from '../../../services/cloud'
import { useLeaveGuard } from '../../../services/leave'
import { back, param, replace } from '../../../services/nav'
import { useQuery } from '../../../services/query'
import { ask, said } from '../../../services/say'
import { changesOf, faultsOf, fieldOf, keptOf, type Draft, type Field } from './draft'
import { PersonForm } from './form'

type Faults = Partial<Record<Field, string>>

/** A person of the roster, new or to be changed. */
export default function RosterEditPage() {
  const { params } = useRouter()
  const id = param(params, 'id')
  return id ? <Change id={id} /> : <Add organisationId={param(params, 'organisation')} />
}

/** What the page keeps while somebody types; a refusal lands at the item it is about. */
function useForm(kept: Draft) {
  const [draft, setDraft] = useState<Draft>({})
  const [faults, setFaults] = useState<Faults>({})
  const changes = changesOf(draft, kept)
  const dirty = Object.keys(changes).length > 0
  const disarm = useLeaveGuard(dirty)
  const change = (next: Draft): void => {
    setDraft(next)
    setFaults({})
  }
  /** Whether it may be sent; otherwise what is wrong stands at its place. */
  const sound = (): boolean => {
    const found = faultsOf(draft, kept)
    setFaults(found)
    const first = Object.values(found)[0]
    if (first) void Taro.showToast({ title: first, icon: 'none' })
    return !first
  }
  const refused = ({ code, message, detail }: CallError): boolean => {
    const field = fieldOf(code, detail)
    if (field) setFaults({ [field]: message })
    return false
  }
  return { draft, faults, changes, dirty, disarm, change, sound, refused }
}

function Change({ id }: { id: string }) {
  const person = useQuery('roster.get', { memberId: id })
  const organisation = useQuery('organisations.get', person.data ? { organisationId: person.data.organisationId } : null)
  const kept = keptOf(person.data)
  const form = useForm(kept)

  /** Somebody else was quicker: what was typed here stays, laid over the newest record. */
  const conflicted = async (): Promise<void> => {
    if (await ask({ title: '刚才有人改动了这条记录', text: '您填的内容都还在。读取最新内容后请核对一遍，再点保存。', ok: '读取最新' })) await person.reload()
  }
  const update = useAction('roster.update', {
    onError: (error) => {
      if (error.code !== 'conflict') return form.refused(error)
      void conflicted()
      return true
    },
  })
  const save = async (version: number): Promise<void> => {
    if (!form.sound()) return
    if (!form.dirty) return back()
    if (!(await update.run({ memberId: id, version, changes: form.changes }))) return
    form.disarm()
    said('已保存')
    back()
  }
  const { data } = person
  return (
    <Page query={person} skeleton="detail" footer={data ? <FooterBar><Button text="保存" busy={update.busy} reason={reasonOf(data, 'edit')} onTap={() => void save(data.version)} /></FooterBar> : null}>
      {(current) => <PersonForm draft={form.draft} kept={kept} faults={form.faults} person={current} groups={organisation.data?.groups ?? []} onChange={form.change} />}
    </Page>
  )
}

function Add({ organisationId }: { organisationId: string }) {
  const organisation = useQuery('organisations.get', organisationId ? { organisationId } : {})
  const form = useForm({})
  useEffect(() => {
    void Taro.setNavigationBarTitle({ title: '添加同志' })
  }, [])
  const add = useAction('roster.add', { onError: form.refused })
  const save = async (to: string): Promise<void> => {
    const { name, standing } = form.draft
    if (!form.sound() || !name || !standing) return
    const filled = Object.fromEntries(Object.entries(form.changes).filter(([, value]) => value !== ''))
    const answer = await add.run({ ...filled, organisationId: to, name: name.trim(), standing })
    if (!answer) return
    form.disarm()
    said('已添加')
    replace('/pages/roster/person/index', { id: answer.memberId })
  }
  const { data } = organisation
  return (
    <Page query={organisation} skeleton="detail" footer={data ? <FooterBar><Button text="添加到名册" busy={add.busy} reason={reasonOf(data, 'keepRoster')} onTap={() => void save(data.id)} /></FooterBar> : null}>
      {(current) => <PersonForm draft={form.draft} kept={{}} faults={form.faults} person={null} groups={current.groups} onChange={form.change} />}
    </Page>
  )
}
