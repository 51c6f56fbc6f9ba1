import type { dossier } from '../../../types/contracts/dossier'
import type { ModuleHandlers } from '../../platform/context'

export const handlers: ModuleHandlers<typeof dossier> = {}
