import { useEffect, useState } from 'react'
import { organisationKinds, type OrganisationKind } from '../../../../types/contracts/codes'
import { Button } from '../../../components/button'
import { ChoiceField, TextField } from '../../../components/field'
import { Sheet } from '../../../components/sheet'
import { useAction } from '../../../services/action'
import { said } from '../../../services/say'

/** What is usually set up below each kind; the server has the last word. */
const usual: Record<OrganisationKind, OrganisationKind[]> = { committee: ['generalBranch', 'branch', 'committee'], generalBranch: ['branch'], branch: ['group'], group: [] }

interface Props { parent: { id: string; name: string; kind: OrganisationKind }; open: boolean; onClose: () => void; onDone: () => void }

/** A new organisation below another. */
export function CreateSheet({ parent, open, onClose, onDone }: Props) {
  const kinds = usual[parent.kind].map((key) => ({ key, text: organisationKinds[key] }))
  const [kind, setKind] = useState<OrganisationKind | null>(kinds[0]?.key ?? null)
  const [name, setName] = useState('')
  const create = useAction('organisations.create')
  useEffect(() => {
    if (open) setName('')
  }, [open])
  const go = async (): Promise<void> => {
    if (!kind || !(await create.run({ parentId: parent.id, name: name.trim(), kind }))) return
    said('已新建')
    onClose()
    onDone()
  }
  return (
    <Sheet open={open} title={parent.kind === 'branch' ? '新建党小组' : '新建下级组织'} onClose={onClose} footer={<Button text="新建" busy={create.busy} disabled={!name.trim() || !kind} onTap={() => void go()} />}>
      {kinds.length > 1 ? <ChoiceField label="类型" options={kinds} value={kind} onChange={setKind} /> : null}
      <TextField label="名称" value={name} onChange={setName} max={60} placeholder={parent.kind === 'branch' ? '如：第一党小组' : '全称'} hint={`设在${parent.name}下面`} />
    </Sheet>
  )
}
