import type { backfill } from '../../../types/contracts/backfill'
import type { ModuleHandlers } from '../../platform/context'

/** What `sheets` serves. */
export const sheetsHandlers: ModuleHandlers<typeof backfill, 'sheets'> = {}
