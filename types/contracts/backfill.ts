/** Sheets that come from above, filled from what is known (来表回填). */
import type { Contract } from './shared'

export const backfill = {} satisfies Contract
