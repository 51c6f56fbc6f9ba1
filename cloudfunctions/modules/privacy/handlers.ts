import type { privacy } from '../../../types/contracts/privacy'
import type { ModuleHandlers } from '../../platform/context'
import { lookHandlers } from './looks'

export const handlers: ModuleHandlers<typeof privacy> = { ...lookHandlers }
