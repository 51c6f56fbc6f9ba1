/** The graduation season (毕业季): where each relation goes, followed until the receipt is back. */
import type { Contract } from './shared'

export const graduation = {} satisfies Contract
