/** The only place that calls cloud functions. */
import type { ActionName, ActionsRunBy, InputOf, OutputOf } from '../../types/contracts'
import { errorText, type ErrorCode, type ErrorDetail } from '../../types/contracts/errors'
import { send } from './transport'

/** What a call throws: a code to branch on and the sentence to show. */
export class CallError extends Error {
  constructor(readonly code: ErrorCode, message: string, readonly detail: ErrorDetail = {}) {
    super(message)
    this.name = 'CallError'
  }
}

export interface CallOptions {
  /** Names one intention of the person; the same intention sent again must carry the same name. */
  requestId?: string
}

// The contracts say which function serves an action, but they bring zod with them; the type checker keeps this list complete.
const runBySheets: Record<ActionsRunBy<'sheets'>, true> = { 'imports.preview': true, 'imports.columns': true, 'imports.commit': true, 'imports.undo': true, 'exports.roster': true, 'ballots.slipSheet': true, 'ballots.scrutiny': true, 'ballots.printed': true, 'ballots.sealed': true, 'reviews.summarySheet': true, 'reviews.readList': true, 'votes.record': true, 'elections.record': true, 'collections.draft': true, 'collections.conflicts': true, 'collections.merge': true, 'collections.sheet': true, 'backfill.start': true, 'backfill.fill': true }

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789'

/** A name for one intention: 24 random characters. Not a secret, only unlikely to meet its like. */
export function newRequestId(): string {
  return Array.from({ length: 24 }, () => letters[Math.floor(Math.random() * letters.length)]).join('')
}

/**
 * Calls one action and returns its data; throws a CallError otherwise. A call that got no answer is repeated once
 * under the same request id, so that a write which did arrive is not done twice.
 */
export async function call<A extends ActionName>(action: A, input: InputOf<A>, options: CallOptions = {}): Promise<OutputOf<A>> {
  const event = { action, input, requestId: options.requestId ?? newRequestId() }
  const name = action in runBySheets ? 'sheets' : 'api'
  let reply: unknown
  try {
    reply = await send(name, event)
  } catch {
    await new Promise((resolve) => setTimeout(resolve, 600))
    try {
      reply = await send(name, event)
    } catch {
      throw new CallError('unavailable', errorText.unavailable)
    }
  }
  return dataOf<A>(reply)
}

interface Failure { code: ErrorCode; message: string; detail?: ErrorDetail }

function dataOf<A extends ActionName>(reply: unknown): OutputOf<A> {
  const envelope = reply as { ok: true; data: OutputOf<A> } | { ok: false; error: Failure } | null | undefined
  if (envelope?.ok === true) return envelope.data
  if (envelope?.ok === false) throw new CallError(envelope.error.code, envelope.error.message, envelope.error.detail)
  throw new CallError('unavailable', errorText.unavailable)
}

/** The sentence to show for whatever was thrown. */
export function sentenceOf(error: unknown): string {
  return error instanceof CallError ? error.message : errorText.internal
}
