import type { backfill } from '../../../types/contracts/backfill'
import type { ModuleHandlers } from '../../platform/context'

export const handlers: ModuleHandlers<typeof backfill> = {}
