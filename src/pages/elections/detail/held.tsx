import { Text } from '@tarojs/components'
import { useState } from 'react'
import type { Election } from '../../../../types/contracts/elections'
import { Button } from '../../../components/button'
import { DayField } from '../../../components/field/date-time'
import { Sheet } from '../../../components/sheet'
import { useAction } from '../../../services/action'
import { dayFromNow } from '../../../services/dates'
import { said } from '../../../services/say'
import { currentOf } from '../words'
import css from '../index.module.scss'

/** The true day of the last ballot on paper, where another was entered. */
export function HeldSheet({ election, onDone, onClose }: { election: Election; onDone: () => void; onClose: () => void }) {
  const ballot = currentOf(election)
  const [day, setDay] = useState(ballot?.heldOn ?? dayFromNow(0))
  const put = useAction('elections.held')
  const replied = election.steps.find(({ step }) => step === 'replied')?.day ?? '1930-01-01'
  const go = async (): Promise<void> => {
    if (!ballot || !(await put.run({ electionId: election.id, version: election.version, ballot: ballot.key, day }))) return
    said('已改')
    onDone()
  }
  return (
    <Sheet open title="改大会日期" onClose={onClose} footer={<Button text="保存" busy={put.busy} disabled={day === ballot?.heldOn} onTap={() => void go()} />}>
      <Text className={css.lead}>大会实际是哪一天开的，就写哪一天。上报以后不能再改。</Text>
      <DayField label="大会是哪天开的" value={day} onChange={setDay} from={replied} until={dayFromNow(0)} />
    </Sheet>
  )
}
