import { activityStates, type ActivityState } from '../../../types/contracts/codes'
import { Tag, type TagKind } from '.'

const kinds: Record<ActivityState, TagKind> = { open: 'info', closed: 'past', started: 'ok', ended: 'past', cancelled: 'past' }

/** Where an activity stands. */
export function ActivityTag({ state }: { state: ActivityState }) {
  return <Tag text={activityStates[state]} kind={kinds[state]} />
}
