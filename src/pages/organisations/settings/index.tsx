import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { organisationForms, organisationKinds } from '../../../../types/contracts/codes'
import type { Organisation } from '../../../../types/contracts/organisations'
import { Button } from '../../../components/button'
import { Cell, List } from '../../../components/cell'
import { ChoiceField, SwitchField, TextField } from '../../../components/field'
import { Page } from '../../../components/page'
import { Sheet } from '../../../components/sheet'
import { offered, reasonOf } from '../../../services/abilities'
import { useAction } from '../../../services/action'
import { dayText, splitInstant } from '../../../services/dates'
import { open, param } from '../../../services/nav'
import { useQuery, type Query } from '../../../services/query'
import { ask, said } from '../../../services/say'
import { FormSheet } from './form'
import { ExtendSheet, extensionText, TermSheet } from './term'
import css from '../index.module.scss'

const perCheckIn = Array.from({ length: 20 }, (_, i) => ({ key: String(i + 1), text: `${i + 1}分` }))

/** What an organisation is called, and what its branch has switched on. */
export default function OrganisationSettingsPage() {
  const id = param(useRouter().params, 'id')
  const organisation = useQuery('organisations.get', id ? { organisationId: id } : {})
  const [renaming, setRenaming] = useState(false)
  const [forming, setForming] = useState(false)
  const [terming, setTerming] = useState(false)
  const [extending, setExtending] = useState(false)
  const data = organisation.data
  return (
    <Page query={organisation} over={data ? <><RenameSheet key={data.name} organisation={data} open={renaming} onClose={() => setRenaming(false)} onDone={() => void organisation.reload()} /><FormSheet key={`${data.form}-${data.units}-${data.fewerReason}`} organisation={data} open={forming} onClose={() => setForming(false)} onDone={() => void organisation.reload()} /><TermSheet key={`term-${data.termMonths}`} organisation={data} open={terming} onClose={() => setTerming(false)} onDone={() => void organisation.reload()} /><ExtendSheet key={`extension-${data.extension?.until}`} organisation={data} open={extending} onClose={() => setExtending(false)} onDone={() => void organisation.reload()} /></> : null}>
      {(found) => (
        <View>
          <List title={organisationKinds[found.kind]}>
            <Cell title="名称" hint={found.name} {...(found.can.rename ? { value: '修改', onTap: () => setRenaming(true) } : {})} />
            <Cell title="职务" onTap={() => open('/pages/organisations/posts/index', { id: found.id })} />
            {found.can.keepRoster && found.kind === 'branch' ? <Cell title="支部码" hint="很多人一起加入" onTap={() => open('/pages/binding/branch-code/index', { id: found.id })} /> : null}
            {found.kind !== 'group' && offered(found, 'setForm') ? <Cell title="设置形式" hint={found.can.setForm ? formText(found) : `${formText(found)}。${found.why.setForm}`} {...(found.can.setForm ? { value: '修改', onTap: () => setForming(true) } : {})} /> : null}
            {found.can.setTerm ? <Cell title="任期" hint={found.termMonths === 60 ? '五年（村、社区）' : '三年。村、社区的支部任期五年，请改成五年'} value="修改" onTap={() => setTerming(true)} /> : null}
            {found.termDue && offered(found, 'extendTerm') ? <Cell title="延期换届" hint={extensionText(found)} {...(found.can.extendTerm ? { value: '登记', onTap: () => setExtending(true) } : {})} /> : null}
            {found.parentId && found.kind !== 'group' && offered(found, 'move') ? <Cell title="调整隶属关系" hint={found.can.move ? '连同下级组织，归到另一个上级组织' : found.why.move} {...(found.can.move ? { onTap: () => open('/pages/organisations/move/index', { id: found.id }) } : { disabled: true })} /> : null}
          </List>
          <Restructuring organisation={found} />
          {found.formerNames.length > 0 ? <List title="曾用名" note="改名以前的通知、活动和记录，仍写着当时的名称。">{found.formerNames.map((former) => <Cell key={former.until} title={former.name} hint={`用到${dayText(splitInstant(former.until).day)}`} />)}</List> : null}
          {found.kind === 'branch' && offered(found, 'changePoints') ? <Points organisation={found} query={organisation} /> : null}
        </View>
      )}
    </Page>
  )
}

/** What only an officer above may do, and nobody can take back. */
function Restructuring({ organisation }: { organisation: Organisation }) {
  const acts = [['split', '分设', '分出一部分同志，另设一个支部'], ['merge', '合并', '和别的支部合成一个'], ['dissolve', '撤销', organisation.kind === 'group' ? '同志留在支部' : '同志转到别的组织']] as const
  const shown = acts.filter(([name]) => organisation.can[name] || (name === 'dissolve' && organisation.parentId !== null && offered(organisation, name)))
  if (shown.length === 0) return null
  return (
    <List title="撤并" note="先看结果，再确认。办理后不能撤回。">
      {shown.map(([name, title, hint]) => <Cell key={name} title={title} hint={organisation.can[name] ? hint : organisation.why[name]} {...(organisation.can[name] ? { onTap: () => open(`/pages/organisations/${name}/index`, { id: organisation.id }) } : { disabled: true })} />)}
    </List>
  )
}

const formText = ({ form, units, fewerReason }: Organisation): string =>
  [`${organisationForms[form]}${units ? `，覆盖${units}个单位` : ''}`, fewerReason ? `上级同意人数少于规定：${fewerReason}` : ''].filter(Boolean).join('；')

function Points({ organisation, query }: { organisation: Organisation; query: Query<Organisation> }) {
  const set = useAction('organisations.setPoints')
  const { points } = organisation
  const reason = reasonOf(organisation, 'changePoints')
  const save = async (enabled: boolean, each: number): Promise<void> => {
    if (!enabled && points.enabled && !(await ask({ title: '停用积分？', text: '停用后不再记分，以往的记录保留，随时可以再启用。', ok: '停用' }))) return query.reload()
    if (!(await set.run({ organisationId: organisation.id, enabled, perCheckIn: each }))) return query.reload()
    query.put({ ...organisation, points: { enabled, perCheckIn: each } })
    said(enabled ? '已启用积分' : '已停用积分')
  }
  return (
    <List title="积分" note={reason ?? '积分默认不启用，由支部自己定。每一分都写明来由，只有本人和支部看得到，不排名，也不作为考评依据。'}>
      <SwitchField key={String(points.enabled)} label="启用积分" value={points.enabled} disabled={set.busy || reason !== undefined} onChange={(on) => void save(on, points.perCheckIn || 1)} />
      {points.enabled && !reason ? (
        <View className={css.inset}>
          <ChoiceField label="每次签到得" options={perCheckIn} value={String(points.perCheckIn)} onChange={(key) => void save(true, Number(key))} />
        </View>
      ) : null}
    </List>
  )
}

function RenameSheet({ organisation, open: shown, onClose, onDone }: { organisation: Organisation; open: boolean; onClose: () => void; onDone: () => void }) {
  const [name, setName] = useState(organisation.name)
  const rename = useAction('organisations.rename')
  const go = async (): Promise<void> => {
    if (!(await rename.run({ organisationId: organisation.id, name: name.trim() }))) return
    said('已修改')
    onClose()
    onDone()
  }
  return (
    <Sheet open={shown} title="修改名称" onClose={onClose} footer={<Button text="保存" busy={rename.busy} disabled={!name.trim() || name.trim() === organisation.name} onTap={() => void go()} />}>
      <TextField label="名称" value={name} onChange={setName} max={60} />
    </Sheet>
  )
}
