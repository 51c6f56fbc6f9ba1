import type { ballots } from '../../../types/contracts/ballots'
import type { ModuleHandlers } from '../../platform/context'
import { countingHandlers } from './counting'
import { leadingHandlers } from './leading'
import { papersHandlers } from './papers'
import { votingHandlers } from './voting'

/** What every vote by ballots has in common, whatever is voted on. */
export const handlers: ModuleHandlers<typeof ballots> = { ...votingHandlers, ...leadingHandlers, ...countingHandlers, ...papersHandlers }
