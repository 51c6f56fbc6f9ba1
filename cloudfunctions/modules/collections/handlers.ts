import type { collections } from '../../../types/contracts/collections'
import type { ModuleHandlers } from '../../platform/context'

export const handlers: ModuleHandlers<typeof collections> = {}
