import type { AccessDocument } from './documents'
import type { BoundAccess } from './access'
import type { ActionName, ActionsRunBy, OutputOf, ParsedInputOf } from '../../types/contracts'
import type { Caller } from './identity'

/** What a handler knows of its call. `access` is null for an outsider. */
export interface Context {
  action: ActionName
  caller: Caller
  access: AccessDocument | null
  /** The instant of this call: the only clock a handler uses. */
  now: Date
  /** The caller's id for this intent: a repeat of the same tap carries the same one. */
  requestId: string
  /** Whether the action is one that changes something. */
  writes?: boolean
  /** When the function will be stopped: long work ends before it. */
  deadline: Date
}
/** The context of an action whose access is `member` or more: the router has seen that the account is bound. */
export type MemberContext = Context & { access: BoundAccess }

/** Handlers of some actions, each typed by its contract. */
export type Handlers<A extends ActionName> = {
  [K in A]: (ctx: MemberContext, input: ParsedInputOf<K>) => Promise<OutputOf<K>>
}
/** Handlers of one module: those actions of its contract that a function runs. */
export type ModuleHandlers<C, F extends 'api' | 'sheets' = 'api'> = Handlers<keyof C & ActionsRunBy<F>>
