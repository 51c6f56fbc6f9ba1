import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import type { ChangePreview } from '../../../../types/contracts/organisation-changes'
import { Button } from '../../../components/button'
import { Cell, List } from '../../../components/cell'
import { Card } from '../../../components/card'
import { ChoiceField, TextField } from '../../../components/field'
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

const NEW = 'new'

/** 合并: which branches become one, and which one that is. */
export default function OrganisationMergePage() {
  const id = param(useRouter().params, 'id')
  const organisation = useQuery('organisations.get', id ? { organisationId: id } : null)
  const [others, setOthers] = useState<Place[]>([])
  const [kept, setKept] = useState<string | null>(null)
  const [newName, setNewName] = useState('')
  const [choosing, setChoosing] = useState(false)
  const [decided, setDecided] = useState(undecided)
  const sensitive = useSensitive()
  const merge = useAction('organisations.merge', { guard: sensitive.guard })
  const own = organisation.data
  const all = own ? [{ id: own.id, name: own.name }, ...others] : []
  const into = kept === NEW ? { newName: newName.trim() || '新支部' } : kept ? { targetId: kept } : null
  const input = { organisationIds: all.map((one) => one.id), ...(into ?? {}) }
  const look = useQuery('organisations.previewMerge', others.length > 0 && into ? input : null)
  const preview = others.length > 0 && into ? look.data : null
  const missing = others.length === 0 ? '请先选要合并的支部' : !kept ? '请选合并成哪个支部' : kept === NEW && !newName.trim() ? '请填新支部的名称' : decided.reason.trim() ? undefined : '请写明原因'

  const go = async (found: ChangePreview): Promise<void> => {
    const ending = all.filter((one) => one.id !== kept).map((one) => one.name).join('、')
    if (!(await ask({ title: `合并成${kept === NEW ? newName.trim() : all.find((one) => one.id === kept)?.name ?? ''}？`, text: `${ending}随之撤销，${found.people}位同志编进来，免去${found.postsTotal}个职务。以往的记录保留，办理后不能恢复。`, ok: '合并', no: '先不' }))) return
    await leaveWith(await merge.run({ ...input, reason: decided.reason.trim(), decision: decided.decision.trim() }), '已合并')
  }
  return (
    <Page
      query={organisation} skeleton="detail"
      over={<>{sensitive.sheet}{own ? <PlaceSheet open={choosing} title="和哪个支部合并" parentId={own.parentId ?? own.id} but={all.map((one) => one.id)} kinds={['branch']} onClose={() => setChoosing(false)} onChoose={(place) => { setOthers([...others, place]); setChoosing(false) }} /> : null}</>}
      footer={own ? <FooterBar><Button text="合并" busy={merge.busy} disabled={missing !== undefined || !preview?.can.go} reason={missing ?? (preview ? reasonOf(preview, 'go') : undefined)} onTap={() => preview && void go(preview)} /></FooterBar> : null}
    >
      {() => (
        <View>
          <List title="要合并的支部">
            {all.map((one, n) => <Cell key={one.id} title={one.name} {...(n > 0 ? { value: '去掉', noArrow: true, onTap: () => { setOthers(others.filter((other) => other.id !== one.id)); if (kept === one.id) setKept(null) } } : {})} />)}
            <Cell title="再选一个支部" onTap={() => setChoosing(true)} />
          </List>
          {others.length > 0 ? (
            <Card>
              <ChoiceField label="合并成" options={[...all.map((one) => ({ key: one.id, text: `保留${one.name}` })), { key: NEW, text: '设一个新支部' }]} value={kept} onChange={setKept} />
              {kept === NEW ? <TextField label="新支部名称" value={newName} onChange={setNewName} max={60} placeholder="全称" /> : null}
            </Card>
          ) : null}
          {preview ? <PreviewLists preview={preview} /> : null}
          <DecisionFields value={decided} onChange={setDecided} placeholder="如：人数减少，两个支部合并" />
        </View>
      )}
    </Page>
  )
}
