import { transferStates } from '../../../../types/contracts/codes'
import { Cell } from '../../../components/cell'
import { open } from '../../../services/nav'
import { useQuery } from '../../../services/query'

/** 组织关系转接 of one person: how far it is and who acts next, or the way to begin one. */
export function TransferRow({ id, organisationId }: { id: string; organisationId: string }) {
  const { data } = useQuery('transfers.ofMember', { memberId: id })
  if (!data) return null
  const running = data.items.find((line) => line.next !== '')
  const title = '组织关系转接'
  if (running) return <Cell title={title} hint={`转到${running.to}。下一步：${running.next}`} value={transferStates[running.state]} onTap={() => open('/pages/transfers/detail/index', { id: running.id })} />
  if (data.can.start) return <Cell title={title} hint="转到别的支部或外单位" onTap={() => open('/pages/transfers/new/index', { id: organisationId, member: id })} />
  return data.can.apply ? <Cell title={title} hint="申请转到别的支部或外单位" onTap={() => open('/pages/transfers/new/index')} /> : null
}
