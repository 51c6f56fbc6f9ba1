/** Sheets asked for from above (填报任务). */
import type { Contract } from './shared'

export const collections = {} satisfies Contract
