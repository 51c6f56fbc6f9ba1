/** The handover of a secretary's work (工作交接清单). */
import type { Contract } from './shared'

export const handover = {} satisfies Contract
