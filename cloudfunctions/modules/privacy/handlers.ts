import type { privacy } from '../../../types/contracts/privacy'
import type { ModuleHandlers } from '../../platform/context'
import { correctionHandlers } from './corrections'
import { lookHandlers } from './looks'

export const handlers: ModuleHandlers<typeof privacy> = { ...lookHandlers, ...correctionHandlers }
