import { useState } from 'react'
import { organisationForms, type OrganisationForm } from '../../../../types/contracts/codes'
import type { Organisation } from '../../../../types/contracts/organisations'
import { Button } from '../../../components/button'
import { ChoiceField, TextField } from '../../../components/field'
import { Sheet } from '../../../components/sheet'
import { useAction } from '../../../services/action'
import { said } from '../../../services/say'

const options = (Object.keys(organisationForms) as OrganisationForm[]).map((key) => ({ key, text: organisationForms[key] }))
const units = [2, 3, 4, 5].map((count) => ({ key: String(count), text: `${count}个单位` }))

interface Props { organisation: Organisation; open: boolean; onClose: () => void; onDone: () => void }

/** Whether a branch is temporary or joint, and whether the superior allows fewer members. */
export function FormSheet({ organisation, open, onClose, onDone }: Props) {
  const [form, setForm] = useState<OrganisationForm>(organisation.form)
  const [covers, setCovers] = useState(String(organisation.units ?? 2))
  const [fewer, setFewer] = useState(organisation.fewerReason ?? '')
  const set = useAction('organisations.setForm')
  const go = async (): Promise<void> => {
    if (!(await set.run({ organisationId: organisation.id, form, fewerReason: fewer.trim(), ...(form === 'joint' ? { units: Number(covers) } : {}) }))) return
    said('已保存')
    onClose()
    onDone()
  }
  return (
    <Sheet open={open} title="设置形式" onClose={onClose} footer={<Button text="保存" busy={set.busy} onTap={() => void go()} />}>
      {organisation.kind === 'branch' ? <ChoiceField label="形式" options={options} value={form} onChange={setForm} /> : null}
      {form === 'joint' ? <ChoiceField label="覆盖" options={units} value={covers} onChange={setCovers} /> : null}
      <TextField label="人数少于规定的原因" optional value={fewer} onChange={setFewer} max={100} hint="上级同意人数少于规定时填写，填了就不再提醒人数不足" />
    </Sheet>
  )
}
