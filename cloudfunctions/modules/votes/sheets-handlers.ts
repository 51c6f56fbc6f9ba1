import type { votes } from '../../../types/contracts/votes'
import type { ModuleHandlers } from '../../platform/context'
import { refuse } from '../../platform/errors'

export const sheetsHandlers: ModuleHandlers<typeof votes, 'sheets'> = {
  'votes.record': () => refuse('notFound'),
}
