/** Carrying a member from one branch to another: the only place that rewrites to which branch somebody belongs. */
import { _, type Tx } from '../platform/database'
import type { Member, Organisation } from '../platform/documents'

/**
 * Moves a member's record, its claim and its account to another branch inside a transaction: nobody is ever in two
 * branches or in none. The group is left behind. The caller has judged that it may be done, ends the posts held in the
 * old branch before, adds the event, and counts both rollups afterwards (services/inbox, countUp). Three to six operations.
 * @param member as the transaction has read it
 * @param changes further fields of the member written with it
 */
export async function carryMember(tx: Tx, member: Member, to: Pick<Organisation, '_id' | 'name' | 'kind' | 'path'>, changes: Record<string, unknown> = {}): Promise<void> {
  const place = { organisationId: to._id, organisationName: to.name, organisationKind: to.kind }
  await tx.update('members', member._id, { ...place, path: to.path, groupId: null, groupName: null, version: member.version + 1, ...changes })
  if (member.idHash) {
    const claim = await tx.read('identities', member.idHash)
    if (claim?.memberId === member._id) await tx.update('identities', claim._id, { organisationId: to._id })
  }
  if (member.accountId) await tx.update('access', member.accountId, { ...place, groupId: _.set(null) })
}
