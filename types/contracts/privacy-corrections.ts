/** Corrections of what is kept of the caller: contact data at once, the rest by asking the secretary. */
import type { Contract } from './shared'

export const corrections = {} satisfies Contract
