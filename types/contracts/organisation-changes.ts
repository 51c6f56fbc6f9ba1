/** Organisations dissolved, merged and split. */
import type { Contract } from './shared'

export const organisationChanges = {} satisfies Contract
