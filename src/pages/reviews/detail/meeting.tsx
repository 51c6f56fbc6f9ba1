import { useState } from 'react'
import type { Review } from '../../../../types/contracts/reviews'
import { Button } from '../../../components/button'
import { ChoiceField } from '../../../components/field'
import { Sheet } from '../../../components/sheet'
import { useMeetings } from '../../../services/meetings'

/** Not held at a meeting at all. */
const NONE = ''

interface Props { review: Pick<Review, 'meetingId' | 'meetingOff'>; busy: boolean; onDone: (meetingId: string | null) => void; onClose: () => void }

/** Another meeting at which members check in, while ballots come in; those that are in stay. */
export function MeetingSheet({ review, busy, onDone, onClose }: Props) {
  const meetings = useMeetings()
  const before = review.meetingOff ? null : review.meetingId ?? NONE
  const [chosen, setChosen] = useState(before)
  return (
    <Sheet open title="在哪次会上投票" onClose={onClose} footer={<Button text="确定" busy={busy} disabled={chosen === null || chosen === before} onTap={() => onDone(chosen || null)} />}>
      <ChoiceField label="党员先在这次会上签到，才能投票" options={[{ key: NONE, text: '不和会议一起开' }, ...meetings]} value={chosen} onChange={setChosen} hint="已经投的票不受影响。不和会议一起开，党员在哪里都可以投" />
    </Sheet>
  )
}
