import type { elections } from '../../../types/contracts/elections'
import type { ModuleHandlers } from '../../platform/context'
import { refuse } from '../../platform/errors'

export const sheetsHandlers: ModuleHandlers<typeof elections, 'sheets'> = {
  'elections.record': () => refuse('notFound'),
}
