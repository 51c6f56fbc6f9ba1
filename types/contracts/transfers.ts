/** Transfers of the organisational relation (组织关系转接). */
import type { Contract } from './shared'

export const transfers = {} satisfies Contract
