import { Cell } from '../../../components/cell'
import { dayText } from '../../../services/dates'
import { open } from '../../../services/nav'
import { useQuery } from '../../../services/query'

/** 流动、失联和双报到 of one person: how it stands, and the way there. */
export function AwayRow({ id }: { id: string }) {
  const { data } = useQuery('floating.get', { memberId: id })
  if (!data) return null
  const { stay, loss, registration } = data
  const words = [
    loss ? `${loss.since.slice(0, 4)}年${Number(loss.since.slice(5))}月起失联` : stay ? `外出：${stay.place}，${dayText(stay.dueOn)}前联系一次` : '没有外出',
    ...(registration ? [`在${registration.community}报到`] : []),
  ]
  return <Cell title="流动、失联和双报到" hint={words.join('；')} onTap={() => open('/pages/floating/detail/index', { id })} />
}
