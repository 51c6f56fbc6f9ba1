import type { transfers } from '../../../types/contracts/transfers'
import type { ModuleHandlers } from '../../platform/context'

export const handlers: ModuleHandlers<typeof transfers> = {}
