import type { floating } from '../../../types/contracts/floating'
import type { ModuleHandlers } from '../../platform/context'

export const handlers: ModuleHandlers<typeof floating> = {}
