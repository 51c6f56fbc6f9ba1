import type { collections } from '../../../types/contracts/collections'
import type { ModuleHandlers } from '../../platform/context'

/** What `sheets` serves. */
export const sheetsHandlers: ModuleHandlers<typeof collections, 'sheets'> = {}
