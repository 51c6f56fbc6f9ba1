import type { Refusal } from '../../types/contracts/errors'
import type { Member } from '../platform/documents'

/** Whether a card can be made: somebody on the roster who has not joined. */
export function whyCannotInvite(member: Pick<Member, 'name' | 'archived' | 'accountId'>): Refusal | null {
  if (member.archived) return { code: 'memberArchived', detail: { name: member.name } }
  return member.accountId ? { code: 'memberTaken' } : null
}
