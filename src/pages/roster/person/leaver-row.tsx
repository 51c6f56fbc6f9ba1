import { Cell } from '../../../components/cell'
import { useLeaving } from '../../../services/leaving'

/** 毕业去向 of who stands on a graduation list; nothing for everybody else. */
export function LeaverRow({ id }: { id: string }) {
  const leaving = useLeaving(id)
  return leaving ? <Cell title="毕业去向" hint={leaving.hint} value={leaving.value} onTap={leaving.go} /> : null
}
