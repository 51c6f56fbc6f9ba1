/** Changing people who are on the roster, guarded by their version. */
import { change, plainly, transaction } from '../../platform/database'
import type { Member } from '../../platform/documents'
import { Refused } from '../../platform/errors'
import { moveClaim } from '../../services/claims'

export const CHANGED_MEANWHILE = '在这之后有人改动过这位同志，没有改写，请核对'

/**
 * Replaces fields of a member who is as `expected`. Somebody without an account and with the same ID number takes one
 * conditional update; otherwise the account's access document and the claim change in the same transaction.
 * `isDone` tells a repeat of this very write from somebody else's change. Answers why it could not be done.
 */
export async function replaceMember(memberId: string, expected: { version: number; importId?: string }, stored: Partial<Member>, isDone: (member: Member) => boolean): Promise<string | null> {
  if (stored.idHash === undefined && await change('members', { _id: memberId, ...expected, accountId: null, archived: false }, plainly(stored))) return null
  try {
    return await transaction(async tx => {
      const member = await tx.read('members', memberId)
      if (member && isDone(member)) return null
      if (!member || member.archived || member.version !== expected.version || (expected.importId !== undefined && member.importId !== expected.importId)) return CHANGED_MEANWHILE
      if (stored.idHash !== undefined) await moveClaim(tx, member.idHash, stored.idHash, member)
      await tx.update('members', memberId, plainly(stored))
      const after = { ...member, ...stored }
      if (member.accountId) await tx.update('access', member.accountId, { memberName: after.name, standing: after.standing, groupId: after.groupId })
      return null
    })
  } catch (error) {
    if (error instanceof Refused) return error.message
    throw error
  }
}
