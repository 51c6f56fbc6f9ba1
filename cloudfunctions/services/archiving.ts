/** Taking a person off the roster: archiving, never deleting. */
import type { Member } from '../platform/documents'
import type { Tx } from '../platform/database'
import { moveClaim } from './claims'
import { endMatters } from './matters'
import { freeMember } from './membership'

/**
 * Archives a member inside a transaction: the account is freed, the claim on the person is given up, what is open about the person ends. The caller has judged
 * that it may be done, and counts the rollup down afterwards.
 * @param member as the transaction has read it
 * @param changes further fields of the member written with it
 */
export async function archiveMember(tx: Tx, member: Member, by: string, reason: string, now: Date, changes: Record<string, unknown> = {}): Promise<void> {
  await freeMember(tx, member, by, reason, now)
  await tx.update('members', member._id, { archived: true, archivedAt: now, archiveReason: reason, version: member.version + 1, ...changes })
  await moveClaim(tx, member.idHash, null, member)
  await endMatters(tx, member._id)
}
