/** Floating members, lost contact, double registration (流动党员、失联、双报到). */
import type { Contract } from './shared'

export const floating = {} satisfies Contract
