/** Claims and people added by the hundred. */
import { errorText } from '../../../types/contracts/errors'
import { addOnce, db, read } from '../../platform/database'
import type { Identity } from '../../platform/documents'
import { whyClaimed, type Claimant } from '../../services/claims'
import { inParallel } from '../../services/parallel'
import { split } from './staging'

export const ELSEWHERE = errorText.personElsewhere
export const APPLICANT = '这位同志在入党申请人名单上，请在那里登记为预备党员，不用导入'
const HERE_ALREADY = '这个身份证号在本支部名册上已经是另一条记录的，请核对'

/** Why a claim stands in a row's way, as the report says it; null where it does not. */
export function whyLeft(claim: Identity | null | undefined, member: Claimant): string | null {
  const refusal = whyClaimed(claim, member)
  return refusal && (refusal.code === 'personElsewhere' ? ELSEWHERE : HERE_ALREADY)
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
export async function addMany<N extends 'identities' | 'members' | 'person_events'>(name: N, documents: Parameters<typeof addOnce<N>>[1][], onThere: (document: Parameters<typeof addOnce<N>>[1]) => Promise<void> = async () => undefined): Promise<number> {
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
