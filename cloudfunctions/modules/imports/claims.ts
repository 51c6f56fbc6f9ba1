/** Claims on persons, by the hash of the ID number: who has one is on one roster and on no other. */
import { _, addOnce, db, find, read, type Tx } from '../../platform/database'
import type { Identity } from '../../platform/documents'
import { refuse } from '../../platform/errors'
import { inParallel } from '../../services/parallel'
import { split } from './staging'

export const ELSEWHERE = '这位同志已在别的支部名册上，请先办理组织关系转接'
export const HERE_ALREADY = '这个身份证号在本支部名册上已经是另一条记录的，请核对'

/** Why a claim stands in the way of this member; null where it is the member's own, or there is none. */
export function whyClaimed(claim: Identity | null | undefined, member: { id: string; organisationId: string }): string | null {
  if (!claim || claim.memberId === member.id) return null
  return claim.organisationId === member.organisationId ? HERE_ALREADY : ELSEWHERE
}

/** Existing claims among some hashes. One operation for every 200. */
export async function claimsOn(hashes: string[]): Promise<Map<string, Identity>> {
  const found = await inParallel(split(hashes, 200), 4, part => find('identities', { _id: _.in(part) }, { limit: part.length }))
  return new Map(found.flat().map(claim => [claim._id, claim]))
}

/** Adds claims, many in one request; answers those that somebody else was quicker with, by hash. */
export async function addClaims(claims: Identity[]): Promise<Map<string, Identity>> {
  const lost = new Map<string, Identity>()
  await addMany('identities', claims, async claim => {
    const there = await read('identities', claim._id)
    if (there && there.memberId !== claim.memberId) lost.set(claim._id, there)
  })
  return lost
}

/**
 * Adds documents with ids of their own, a hundred in one request. Where a request fails its documents are added one by
 * one, and `onThere` hears of each that was there already; answers how many this call added, as far as it knows.
 */
export async function addMany<N extends 'identities' | 'members'>(name: N, documents: Parameters<typeof addOnce<N>>[1][], onThere: (document: Parameters<typeof addOnce<N>>[1]) => Promise<void> = async () => undefined): Promise<number> {
  const added = await inParallel(split(documents, 100), 4, async part => {
    try {
      await db.collection(name).add(part)
      return part.length
    } catch {
      const fresh = await inParallel(part, 8, async document => {
        if (await addOnce(name, document)) return true
        await onThere(document)
        return false
      })
      return fresh.filter(Boolean).length
    }
  })
  return added.reduce((sum, n) => sum + n, 0)
}

/** Moves a member's claim from one ID number to another inside a transaction; throws `Claimed` where somebody else has it. */
export async function moveClaim(tx: Tx, from: string | null, to: string | null, member: { id: string; organisationId: string }): Promise<void> {
  if (from === to) return
  if (to !== null) {
    const claim = await tx.read('identities', to)
    const why = whyClaimed(claim, member)
    if (why !== null) refuse(why === ELSEWHERE ? 'personElsewhere' : 'personExists')
    if (!claim) await tx.add('identities', { _id: to, memberId: member.id, organisationId: member.organisationId })
  }
  if (from !== null && (await tx.read('identities', from))?.memberId === member.id) await tx.remove('identities', from)
}
