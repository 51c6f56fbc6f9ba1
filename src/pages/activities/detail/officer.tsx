import type { Activity } from '../../../../types/contracts/activities'
import { Cell, List } from '../../../components/cell'
import { offered, reasonOf } from '../../../services/abilities'
import { open } from '../../../services/nav'

type Ability = keyof Activity['can']
interface Row { ability: Ability; title: string; hint?: string; value?: string; go: () => void }

interface Props { activity: Activity; onCallOff: () => void }

/** What those who run the activity do with it. */
export function OfficerRows({ activity, onCallOff }: Props) {
  const { id } = activity
  const rows: Row[] = [
    { ability: 'seePeople', title: '报名与签到名单', value: `${activity.going + activity.waiting}人`, go: () => open('/pages/activities/people/index', { id }) },
    { ability: 'runCheckIn', title: '现场签到码', hint: '给大家扫，每30秒换一次', go: () => open('/pages/activities/screen/index', { id }) },
    { ability: 'pasteChain', title: '粘贴群接龙', hint: '把群里的接龙登记成报名', go: () => open('/pages/chains/paste/index', { kind: 'activity', id }) },
    { ability: 'edit', title: '修改活动', go: () => open('/pages/activities/edit/index', { id }) },
    { ability: 'callOff', title: '取消活动', go: onCallOff },
  ]
  const shown = rows.filter((row) => offered(activity, row.ability))
  if (shown.length === 0) return null
  return (
    <List title="组织者办理">
      {shown.map(({ ability, title, hint, value, go }) => {
        const reason = reasonOf(activity, ability)
        return <Cell key={ability} title={title} hint={reason ?? hint} value={value} disabled={Boolean(reason)} noArrow={Boolean(reason)} onTap={go} />
      })}
    </List>
  )
}
