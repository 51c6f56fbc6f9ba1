/** Sensitive items: revealed with a reason, seen by whom, corrected on request. */
import type { Contract } from './shared'

export const privacy = {} satisfies Contract
