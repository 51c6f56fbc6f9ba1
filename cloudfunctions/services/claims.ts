/** Claims on persons, by the hash of the ID number: who has one is on one roster and on no other. */
import type { Refusal } from '../../types/contracts/errors'
import type { Identity, Member } from '../platform/documents'
import { _, find, type Tx } from '../platform/database'
import { guard } from '../platform/errors'
import { inParallel } from './parallel'

export type Claimant = Pick<Member, '_id' | 'organisationId'>

/** Why a claim stands in the way of this member; null where it is the member's own, or there is none. */
export function whyClaimed(claim: Identity | null | undefined, member: Claimant, name = ''): Refusal | null {
  if (!claim || claim.memberId === member._id) return null
  return claim.organisationId === member.organisationId ? { code: 'personExists', detail: { name } } : { code: 'personElsewhere' }
}

/** Existing claims among some hashes. One operation for every 200. */
export async function claimsOn(hashes: string[]): Promise<Map<string, Identity>> {
  const parts = Array.from({ length: Math.ceil(hashes.length / 200) }, (__, i) => hashes.slice(i * 200, (i + 1) * 200))
  const found = await inParallel(parts, 4, part => find('identities', { _id: _.in(part) }, { limit: part.length }))
  return new Map(found.flat().map(claim => [claim._id, claim]))
}

/**
 * Moves a member's claim from one ID number to another inside a transaction; null for none. Refuses with `personElsewhere`
 * or `personExists` where somebody else has it; what somebody else has is never given up.
 */
export async function moveClaim(tx: Tx, from: string | null, to: string | null, member: Claimant): Promise<void> {
  if (from === to) return
  if (to !== null) {
    const claim = await tx.read('identities', to)
    // The name of somebody on the own roster may be said.
    const own = claim && claim.organisationId === member.organisationId ? await tx.read('members', claim.memberId) ?? await tx.read('applicants', claim.memberId) : null
    guard(whyClaimed(claim, member, own?.name))
    if (!claim) await tx.add('identities', { _id: to, memberId: member._id, organisationId: member.organisationId })
  }
  if (from !== null && (await tx.read('identities', from))?.memberId === member._id) await tx.remove('identities', from)
}
