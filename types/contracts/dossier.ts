/** The dossier (电子档案): how a person stands, what happened, what is missing; applicants, activists and prospects. */
import type { Contract } from './shared'

export const dossier = {} satisfies Contract
