/** The one list of contracts. Adding a module adds one line to the import, the list, cloudfunctions/platform/contracts.ts and the function's handler map. */
import { activities } from './activities'
import { appeals } from './appeals'
import { binding } from './binding'
import { chains } from './chains'
import { rosterExports } from './exports'
import { files } from './files'
import { imports } from './imports'
import { notices } from './notices'
import { organisations } from './organisations'
import { points } from './points'
import { reviews } from './reviews'
import { roster } from './roster'
import { rosterUpkeep } from './roster-upkeep'
import { session } from './session'
import { backfill } from './backfill'
import { ballots } from './ballots'
import { elections } from './elections'
import { votes } from './votes'
import { collections } from './collections'
import { dossier } from './dossier'
import { floating } from './floating'
import { graduation } from './graduation'
import { handover } from './handover'
import { privacy } from './privacy'
import { transfers } from './transfers'
import { organisationChanges } from './organisation-changes'
import type * as z from './zod'

export const contracts = {
  ...session, ...organisations, ...roster, ...rosterUpkeep, ...imports, ...rosterExports, ...binding, ...notices, ...activities, ...chains, ...points, ...appeals, ...files,
  ...backfill, ...collections, ...dossier, ...floating, ...graduation, ...handover, ...privacy, ...transfers, ...organisationChanges, ...reviews,
  ...ballots, ...votes, ...elections,
}

export type Contracts = typeof contracts
export type ActionName = keyof Contracts
/** What a caller sends, before defaults are filled in. */
export type InputOf<A extends ActionName> = z.input<Contracts[A]['input']>
/** What a handler receives: parsed, defaults filled in. */
export type ParsedInputOf<A extends ActionName> = z.output<Contracts[A]['input']>
/** What a handler returns and the caller receives. */
export type OutputOf<A extends ActionName> = z.input<Contracts[A]['output']>
/** The function that serves an action. */
export type RunsOf<A extends ActionName> = Contracts[A] extends { runs: infer R } ? R : 'api'
export type ActionsRunBy<F> = { [A in ActionName]: RunsOf<A> extends F ? A : never }[ActionName]
/** The actions of one module's contract. */
export type ActionsOf<C> = keyof C & ActionName
