import type { Refusal } from '../../../types/contracts/errors'
import type { Invitation, Member } from '../../platform/documents'

/**
 * Whether a card still opens: unused, not void, in time, the newest for its person. Every reason gives the same answer,
 * so that a stranger learns nothing from a card found later; the account that used it may open it again.
 */
export function whyCannotUseCard(card: Invitation | null, member: Pick<Member, 'invitationId' | 'archived'> | null, accountId: string, now: Date): Refusal | null {
  if (!card || !member || member.archived) return { code: 'codeInvalid' }
  if (card.usedAt) return card.usedBy === accountId ? null : { code: 'codeInvalid' }
  if (card.voidedAt || card.expiresAt <= now || member.invitationId !== card._id) return { code: 'codeInvalid' }
  return null
}

/** The one person that a name and the last four characters mean; null for none, several, or somebody who has joined with another account. */
export function claimedBy<T extends Pick<Member, '_id' | 'accountId'>>(found: T[], accountId: string): T | null {
  const [only, second] = found
  if (!only || second) return null
  return only.accountId === null || only.accountId === accountId ? only : null
}
