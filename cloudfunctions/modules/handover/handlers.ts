import type { handover } from '../../../types/contracts/handover'
import type { ModuleHandlers } from '../../platform/context'

export const handlers: ModuleHandlers<typeof handover> = {}
