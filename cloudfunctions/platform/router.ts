import type { ActionName } from '../../types/contracts'
import { errorMessage, type ErrorCode, type ErrorDetail } from '../../types/contracts/errors'
import type { ActionContract } from '../../types/contracts/shared'
import { auditAct, idsIn } from './audit'
import { hasLevel } from './access'
import { whatIsWrong } from './bad-input'
import { clock } from './clock'
import type { MemberContext } from './context'
import { contractOf, handlerOf, type HandlerModules } from './contracts'
import { read } from './database'
import { Refused, refuse } from './errors'
import { callerOf, type Caller } from './identity'
import { randomId } from './ids'
import { timeInWords } from './time'

export type Reply = { ok: true; data: unknown } | { ok: false; error: { code: ErrorCode; message: string; detail?: ErrorDetail; requestId?: string } }

/** What is done when a bound account was refused a record: it learns which ids the call named. */
export type AfterRefusal = (ctx: MemberContext, ids: string[]) => Promise<void>

/**
 * One call: identify → access → parse input → second factor → audit → run → parse output. Never throws: a refusal is
 * answered with its sentence, an unknown error is logged whole and answered as `internal`. Keys outside the contract are
 * dropped on the way in and on the way out, so a field that the contract does not name cannot leak.
 */
export function createMain<F extends 'api' | 'sheets'>(handlers: HandlerModules<F>, runs: F, seconds: number, afterRefusal: AfterRefusal) {
  return async function main(event: unknown, context: unknown): Promise<Reply> {
    const now = clock.now()
    const { action, input, requestId } = (event ?? {}) as { action?: unknown; input?: unknown; requestId?: unknown }
    const id = typeof requestId === 'string' && /^[\w-]{8,64}$/.test(requestId) ? requestId : randomId()
    let contract: ActionContract | undefined
    try {
      // Before the first await: a context belongs to its invocation.
      const caller = callerOf(context)
      contract = typeof action === 'string' ? await contractOf(action) : undefined
      if (!contract || (contract.runs ?? 'api') !== runs) refuse('unknownAction')
      if (!caller) refuse('forbidden')
      return { ok: true, data: await run(handlers, action as ActionName, contract, caller, input, id, now, new Date(now.getTime() + seconds * 1000), afterRefusal) }
    } catch (error) {
      const expected = error instanceof Refused
      const code: ErrorCode = expected ? error.code : 'internal'
      if (!expected) console.error(contract?.secret ? { action, code } : { requestId: id, action, error })
      const detail = expected && Object.keys(error.detail).length > 0 ? error.detail : undefined
      return { ok: false, error: { code, message: errorMessage(code, detail), ...(detail && { detail }), ...(!contract?.secret && { requestId: id }) } }
    }
  }
}

async function run<F extends 'api' | 'sheets'>(
  handlers: HandlerModules<F>, action: ActionName, contract: ActionContract, caller: Caller, input: unknown, requestId: string, now: Date, deadline: Date, afterRefusal: AfterRefusal,
): Promise<unknown> {
  const access = await read('access', caller.accountId)
  if (!hasLevel(access, contract.access, now)) refuse(access?.memberId || contract.access === 'anyone' ? whyNotAllowed(access) : 'notBound')
  if (access?.blockedUntil && access.blockedUntil > now) refuse('tooManyTries', { at: timeInWords(access.blockedUntil) })
  const parsed = contract.input.safeParse(input ?? {})
  if (!parsed.success) refuse('badInput', { what: whatIsWrong(action, input, parsed.error.issues) })
  if (contract.secondFactor && !(access?.provedUntil && access.provedUntil > now)) refuse(access?.factor?.active ? 'secondFactorNeeded' : 'secondFactorNotSet')
  const ctx = { action, caller, access, now, requestId, deadline, writes: contract.kind === 'write' } as MemberContext
  if (contract.audited) await auditAct(ctx, parsed.data)
  const handler = await handlerOf(handlers, action) as (ctx: MemberContext, input: unknown) => Promise<unknown>
  try {
    return contract.output.parse(await handler(ctx, parsed.data))
  } catch (error) {
    const foreign = error instanceof Refused && (error.code === 'notFound' || error.code === 'forbidden')
    if (foreign && access?.memberId && !contract.secret) await afterRefusal(ctx, idsIn(parsed.data))
    throw error
  }
}

/** An officer whose post waits for confirmation is told so; anybody else has no power. */
const whyNotAllowed = (access: Awaited<ReturnType<typeof read<'access'>>>): ErrorCode =>
  access?.posts.some(held => held.confirmedAccount !== access._id) ? 'notConfirmed' : 'forbidden'
