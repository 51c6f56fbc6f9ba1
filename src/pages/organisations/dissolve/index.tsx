import { Text, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import type { OrganisationKind } from '../../../../types/contracts/codes'
import type { ChangePreview } from '../../../../types/contracts/organisation-changes'
import type { Organisation } from '../../../../types/contracts/organisations'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Cell, List } from '../../../components/cell'
import { ChoiceField } from '../../../components/field'
import { FooterBar } from '../../../components/footer'
import { Page } from '../../../components/page'
import { reasonOf } from '../../../services/abilities'
import { useAction } from '../../../services/action'
import { param } from '../../../services/nav'
import { useQuery } from '../../../services/query'
import { ask } from '../../../services/say'
import { useSensitive } from '../../../services/sensitive'
import { leaveWith } from '../changes/go'
import { PlaceSheet, type Place } from '../changes/place'
import { DecisionFields, PreviewLists, undecided } from '../changes/preview'
import css from '../index.module.scss'

/** Whom a place is chosen for: everybody, or a group's or a class' people. */
type Whom = { by: 'all' } | { by: 'group' | 'class'; key: string; name: string }
const kindsFor = (kind: OrganisationKind): OrganisationKind[] => (kind === 'branch' ? ['branch'] : ['branch', 'generalBranch', 'committee'])

/** 撤销: where the people go, what it means, why; then it is done for good. */
export default function OrganisationDissolvePage() {
  const id = param(useRouter().params, 'id')
  const organisation = useQuery('organisations.get', id ? { organisationId: id } : null)
  const [target, setTarget] = useState<Place | null>(null)
  const [others, setOthers] = useState<(Exclude<Whom, { by: 'all' }> & { place: Place })[]>([])
  const [choosing, setChoosing] = useState<Whom | null>(null)
  const [decided, setDecided] = useState(undecided)
  const sensitive = useSensitive()
  const dissolve = useAction('organisations.dissolve', { guard: sensitive.guard })
  const input = {
    organisationId: id, ...(target ? { targetId: target.id } : {}),
    ...(others.length > 0 ? { spread: others.map((one) => ({ targetId: one.place.id, ...(one.by === 'group' ? { groupIds: [one.key] } : { classNames: [one.key] }) })) } : {}),
  }
  const look = useQuery('organisations.previewDissolve', organisation.data ? input : null)
  const choose = (place: Place): void => {
    if (choosing?.by === 'all') setTarget(place)
    else if (choosing) setOthers([...others.filter((one) => one.key !== choosing.key || one.by !== choosing.by), { ...choosing, place }])
    setChoosing(null)
  }
  const go = async (found: Organisation, preview: ChangePreview): Promise<void> => {
    const people = preview.people > 0 ? `${preview.people}位同志${found.kind === 'group' ? '留在支部' : `转到${[target?.name, ...others.map((one) => one.place.name)].filter(Boolean).join('、')}`}，` : ''
    if (!(await ask({ title: `撤销${found.name}？`, text: `${people}免去${preview.postsTotal}个职务，支部码和加入卡片作废。以往的记录保留，办理后不能恢复。`, ok: '撤销', no: '先不' }))) return
    await leaveWith(await dissolve.run({ ...input, reason: decided.reason.trim(), decision: decided.decision.trim() }), '已撤销')
  }
  const data = organisation.data
  const preview = look.data
  const missing = decided.reason.trim() ? undefined : '请写明原因'
  return (
    <Page
      query={organisation} skeleton="detail"
      over={<>{sensitive.sheet}{data ? <PlaceSheet open={choosing !== null} title={choosing && choosing.by !== 'all' ? `${choosing.name}转到` : '转到哪个组织'} parentId={data.parentId ?? data.id} but={[data.id]} kinds={kindsFor(data.kind)} onClose={() => setChoosing(null)} onChoose={choose} /> : null}</>}
      footer={data && preview ? <FooterBar><Button text="撤销" busy={dissolve.busy} disabled={!preview.can.go || missing !== undefined} reason={reasonOf(preview, 'go') ?? missing} onTap={() => void go(data, preview)} /></FooterBar> : null}
    >
      {(found) => (
        <View>
          <Card title={found.name}><Text className={css.text}>撤销以后，它不再出现在各种名单里，名称和以往的记录由上级组织查看。</Text></Card>
          {found.kind === 'group' ? <OtherGroup group={found} value={target} onChange={setTarget} /> : null}
          {found.kind !== 'group' && preview && (preview.people > 0 || preview.nowhere > 0) ? (
            <List title="同志转到哪里" note={preview.groups.length + preview.classes.length > 0 ? '先定全体，再给去别处的党小组或班级另选。' : ''}>
              <Cell title={others.length > 0 ? '其余同志' : '全体同志'} hint={`${preview.people + preview.nowhere}人`} value={target?.name ?? '请选'} onTap={() => setChoosing({ by: 'all' })} />
              {[...preview.groups.map((group) => ({ by: 'group' as const, key: group.id, name: group.name, people: group.people })), ...preview.classes.map((one) => ({ by: 'class' as const, key: one.name, name: one.name, people: one.people }))].map((part) => {
                const place = others.find((one) => one.by === part.by && one.key === part.key)?.place
                return <Cell key={part.by + part.key} title={part.name} hint={`${part.people}人`} value={place?.name ?? '随大家'} onTap={() => setChoosing(part)} />
              })}
            </List>
          ) : null}
          {others.length > 0 ? <Button kind="quiet" text="全部随大家" onTap={() => setOthers([])} /> : null}
          {preview ? <PreviewLists preview={preview} /> : null}
          <DecisionFields value={decided} onChange={setDecided} placeholder="如：毕业班离校，支部撤销" />
        </View>
      )}
    </Page>
  )
}

/** The people of a group stay in the branch: in another group or in none. */
function OtherGroup({ group, value, onChange }: { group: Organisation; value: Place | null; onChange: (place: Place | null) => void }) {
  const groups = useQuery('organisations.get', group.parentId ? { organisationId: group.parentId } : null).data?.groups.filter((one) => one.id !== group.id) ?? []
  const options = [{ key: 'none', text: '不编入党小组' }, ...groups.map((one) => ({ key: one.id, text: one.name }))]
  return (
    <Card>
      <ChoiceField label="组里的同志编入" options={options} value={value?.id ?? 'none'} onChange={(key) => { const found = groups.find((one) => one.id === key); onChange(found ? { ...found, kind: 'group' } : null) }} />
    </Card>
  )
}
