import { Cell, List } from '../../../components/cell'
import { dayText } from '../../../services/dates'
import type { Act, Away } from '.'
import { Doing } from './parts'

/** 双报到: the community in which a member has registered, and what was done there. */
export function RegistrationPart({ away, onAct }: { away: Away; onAct: (act: Act) => void }) {
  const { registration } = away
  if (!registration) return away.can.register ? <List title="双报到"><Cell title="登记社区报到" hint="到居住地社区党组织报到" onTap={() => onAct('register')} /></List> : null
  return (
    <List title="双报到" note="在社区参加活动、服务群众，不参加那里的表决和评议。">
      <Cell title={registration.community} hint={`${dayText(registration.since)}报到`} value={`共${registration.hours}小时`} />
      <Doing away={away} name="act" title="记一次社区活动" hint="哪天、做了什么、多长时间" onTap={() => onAct('act')} />
      <Doing away={away} name="register" title="换了社区" hint="搬家后到新的社区报到" onTap={() => onAct('register')} />
      {registration.acts.map((act) => <Cell key={act.id} title={act.what} hint={`${dayText(act.day)} · ${act.byName}记`} value={`${act.hours}小时`} />)}
    </List>
  )
}
