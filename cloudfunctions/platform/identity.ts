import tcb from '@cloudbase/node-sdk'
import { keyedId } from './secrets'

/** Who calls, from the invocation's own context and nowhere else. */
export interface Caller { openid: string; accountId: string }

/** What a function's context says: fields that matter to tell a person, another client and a timer apart. */
interface CloudContext { WX_OPENID?: string; TCB_UUID?: string; TCB_SOURCE?: string; TRIGGER_SRC?: string }

/**
 * This invocation's own context, and nothing else: the SDK's `getCloudbaseContext` fills what is missing from process.env,
 * where a warm instance may still hold the openid of whoever called before (measured).
 */
function readContext(context: unknown): CloudContext {
  try {
    const { environment, environ } = tcb.parseContext(context as never) as { environment?: CloudContext; environ?: CloudContext }
    return environment ?? environ ?? NOBODY
  } catch {
    return NOBODY
  }
}

/** A context that cannot be read names no person and no timer. */
const NOBODY: CloudContext = { TCB_SOURCE: 'client' }

/** The calling WeChat account, or null where the call has none. Must run before the first await of an entry. */
export function callerOf(context: unknown): Caller | null {
  const { WX_OPENID } = readContext(context)
  return typeof WX_OPENID === 'string' && WX_OPENID !== '' ? { openid: WX_OPENID, accountId: accountIdOf(WX_OPENID) } : null
}

/** An account's id: a keyed hash, so that records and logs do not carry openids. */
export const accountIdOf = (openid: string): string => keyedId('account', openid)

/** Whether a timer of the platform started this call: a client can choose `event`, but not the context. */
export function isTimer(context: unknown): boolean {
  const { WX_OPENID, TCB_UUID, TCB_SOURCE } = readContext(context)
  return !WX_OPENID && !TCB_UUID && !/client|wx|web|app/i.test(TCB_SOURCE ?? '')
}
