/**
 * The contract of an action, made when one of its module is called first: all of them together take as long to make as the
 * SDK takes to load (measured: 52 of 150 ms), and a call needs one.
 */
import type { ActionName, ActionsRunBy, Contracts } from '../../types/contracts'
import type { ActionContract, Contract } from '../../types/contracts/shared'
import type { Handlers } from './context'

/** The part of an action's name before the dot. */
type ModuleOf<A extends ActionName> = A extends `${infer M}.${string}` ? M : never
type OfModule<M extends string, A extends ActionName = ActionName> = Extract<A, `${M}.${string}`>

const made: { [M in ModuleOf<ActionName>]: () => Promise<Pick<Contracts, OfModule<M>>> } = {
  activities: async () => (await import('../../types/contracts/activities')).activities,
  appeals: async () => (await import('../../types/contracts/appeals')).appeals,
  applicants: async () => (await import('../../types/contracts/dossier')).dossier,
  backfill: async () => (await import('../../types/contracts/backfill')).backfill,
  ballots: async () => (await import('../../types/contracts/ballots')).ballots,
  binding: async () => (await import('../../types/contracts/binding')).binding,
  chains: async () => (await import('../../types/contracts/chains')).chains,
  collections: async () => (await import('../../types/contracts/collections')).collections,
  corrections: async () => (await import('../../types/contracts/privacy')).privacy,
  dossier: async () => (await import('../../types/contracts/dossier')).dossier,
  elections: async () => (await import('../../types/contracts/elections')).elections,
  exports: async () => (await import('../../types/contracts/exports')).rosterExports,
  files: async () => (await import('../../types/contracts/files')).files,
  floating: async () => (await import('../../types/contracts/floating')).floating,
  graduation: async () => (await import('../../types/contracts/graduation')).graduation,
  handover: async () => (await import('../../types/contracts/handover')).handover,
  imports: async () => (await import('../../types/contracts/imports')).imports,
  notices: async () => (await import('../../types/contracts/notices')).notices,
  organisations: async () => ({ ...(await import('../../types/contracts/organisations')).organisations, ...(await import('../../types/contracts/organisation-changes')).organisationChanges }),
  points: async () => (await import('../../types/contracts/points')).points,
  posts: async () => (await import('../../types/contracts/organisations')).organisations,
  privacy: async () => (await import('../../types/contracts/privacy')).privacy,
  reviews: async () => (await import('../../types/contracts/reviews')).reviews,
  roster: async () => ({ ...(await import('../../types/contracts/roster')).roster, ...(await import('../../types/contracts/roster-upkeep')).rosterUpkeep }),
  session: async () => (await import('../../types/contracts/session')).session,
  transfers: async () => (await import('../../types/contracts/transfers')).transfers,
  votes: async () => (await import('../../types/contracts/votes')).votes,
}

const moduleOf = (action: string): string => action.slice(0, action.indexOf('.'))

/** The contract of an action; undefined for what is none. */
export async function contractOf(action: string): Promise<ActionContract | undefined> {
  const module = moduleOf(action)
  if (!Object.hasOwn(made, module)) return undefined
  const contract: Contract = await made[module as ModuleOf<ActionName>]()
  return Object.hasOwn(contract, action) ? contract[action] : undefined
}

/** The handlers of a function, module by module: what no call asks for is not loaded. Left out, a module does not compile. */
export type HandlerModules<F> = { [M in ModuleOf<ActionsRunBy<F>>]: () => Promise<Handlers<OfModule<M, ActionsRunBy<F>>>> }

/** The handler of an action that a function runs. */
export async function handlerOf<F>(modules: HandlerModules<F>, action: ActionName): Promise<(ctx: never, input: never) => Promise<unknown>> {
  const load = (modules as Record<string, () => Promise<Record<string, (ctx: never, input: never) => Promise<unknown>>>>)[moduleOf(action)]!
  return (await load())[action]!
}
