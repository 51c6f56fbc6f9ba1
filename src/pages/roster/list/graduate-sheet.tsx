import { Text } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import { Button } from '../../../components/button'
import { DayField } from '../../../components/field/date-time'
import { Sheet } from '../../../components/sheet'
import { useAction } from '../../../services/action'
import { dayFromNow } from '../../../services/dates'
import { open as openPage } from '../../../services/nav'
import { said } from '../../../services/say'
import css from './index.module.scss'

interface Props { organisationId: string; memberIds: string[]; /** The choice of what is changed. */ head: ReactNode; onClose: () => void }

/** The last day of next June. */
const nextJune = (today: string): string => `${Number(today.slice(0, 4)) + (today.slice(5) > '08-31' ? 1 : 0)}-06-30`
const DAYS_TO_FILL = 14

/** Those chosen leave school: into the list of the year, where it can be taken back. */
export function GraduateSheet({ organisationId, memberIds, head, onClose }: Props) {
  const add = useAction('graduation.add')
  const [leavesOn, setLeavesOn] = useState(nextJune(dayFromNow(0)))
  const [dueOn, setDueOn] = useState(dayFromNow(DAYS_TO_FILL))
  const go = async (): Promise<void> => {
    const done = await add.run({ organisationId, memberIds, leavesOn, dueOn })
    if (!done) return
    said(done.added > 0 ? `已放入${done.added}人` : '都已经在名单里')
    onClose()
    openPage('/pages/season/graduation/index', { id: organisationId })
  }
  return (
    <Sheet open title={`批量修改${memberIds.length}人`} onClose={onClose} footer={<Button text={`放入毕业离校名单${memberIds.length}人`} busy={add.busy} onTap={() => void go()} />}>
      {head}
      <DayField label="离校日期" value={leavesOn} from={dayFromNow(-365)} until={dayFromNow(730)} onChange={setLeavesOn} />
      <DayField label="请同志们在哪天前填好去向" value={dueOn} from={dayFromNow(0)} until={dayFromNow(365)} onChange={setDueOn} />
      <Text className={css.note}>放入名单不会把人移出名册。在名单里填去向、办转出、跟回执；30分钟内可以撤销。</Text>
    </Sheet>
  )
}
