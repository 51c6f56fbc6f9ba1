import type { ballots } from '../../../types/contracts/ballots'
import type { ModuleHandlers } from '../../platform/context'
import { refuse } from '../../platform/errors'

type Counting = 'ballots.counting' | 'ballots.count' | 'ballots.setCounters'

/** Paper ballots, counted by two people separately, who must agree. */
export const countingHandlers: Pick<ModuleHandlers<typeof ballots>, Counting> = {
  'ballots.counting': () => refuse('notFound'),
  'ballots.count': () => refuse('notFound'),
  'ballots.setCounters': () => refuse('notFound'),
}
