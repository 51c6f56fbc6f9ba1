import type { graduation } from '../../../types/contracts/graduation'
import type { ModuleHandlers } from '../../platform/context'

export const handlers: ModuleHandlers<typeof graduation> = {}
