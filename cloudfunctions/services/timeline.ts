/** What happened to a person here: events that are appended and never edited. */
import type { PersonEventKind } from '../../types/contracts/codes'
import type { MemberContext } from '../platform/context'
import type { PersonEvent } from '../platform/documents'
import { idFrom } from '../platform/ids'
import { dayOf } from '../platform/time'

interface Happening {
  personId: string
  organisationId: string
  organisationName: string
  kind: PersonEventKind
  /** One plain sentence, without anything sensitive. */
  text: string
  /** The day on which it happened; today where left out. */
  day?: string
  reverses?: string
}

/**
 * An event as it is stored, for `addOnce` or a transaction's `put`. Its id comes from the caller's tap, the person and
 * the sentence, so that a repeat of the tap leaves one event; one tap may leave several of one person that say different things.
 */
export function eventOf(ctx: Pick<MemberContext, 'caller' | 'access' | 'requestId' | 'now' | 'action'>, happening: Happening): PersonEvent {
  const { personId, kind, text, reverses, organisationId, organisationName } = happening
  const day = happening.day ?? dayOf(ctx.now)
  const _id = idFrom('event', ctx.caller.accountId, ctx.action, ctx.requestId, personId, kind, text)
  return { _id, personId, organisationId, organisationName, key: `${day}_${ctx.now.toISOString()}_${_id}`, day, kind, text, at: ctx.now, by: ctx.caller.accountId, byName: ctx.access.memberName, reverses: reverses ?? null }
}
