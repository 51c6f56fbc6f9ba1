import type { organisationChanges } from '../../../types/contracts/organisation-changes'
import type { ModuleHandlers } from '../../platform/context'

export const changeHandlers: ModuleHandlers<typeof organisationChanges> = {}
