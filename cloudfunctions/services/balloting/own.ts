/** A member's own ballot on the phone: of the person and the account that were there at the opening. Pure. */
import type { Refusal } from '../../../types/contracts/errors'
import type { Balloting, Entitlement } from '../../platform/documents'
import { accountKey } from './entry'

/**
 * Why a member has no ballot on this phone. Whoever joined or took another account since the opening votes on paper:
 * else whoever keeps the roster could bind others' ballots to phones of their own.
 */
export function whyNoOwn({ boxKey }: Pick<Balloting, 'boxKey'>, entitlement: Entitlement | null, accountId: string): Refusal | null {
  if (!entitlement) return { code: 'ballotNotEntitled' }
  if (entitlement.struck) return { code: 'ballotStruck', detail: { reason: entitlement.struck } }
  // Once it is closed the key is gone, and nobody votes any more.
  if (entitlement.account === undefined || !boxKey) return null
  return entitlement.account === accountKey(boxKey, entitlement.boxId, accountId) ? null : { code: 'ballotRebound' }
}
