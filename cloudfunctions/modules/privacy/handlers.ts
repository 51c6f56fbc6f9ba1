import type { privacy } from '../../../types/contracts/privacy'
import type { ModuleHandlers } from '../../platform/context'

export const handlers: ModuleHandlers<typeof privacy> = {}
