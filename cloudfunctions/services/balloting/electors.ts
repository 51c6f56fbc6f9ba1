/** Who of a branch has a vote, as the roster stands at this moment. */
import { errorMessage, type Refusal } from '../../../types/contracts/errors'
import { find } from '../../platform/database'
import type { Elector, Member } from '../../platform/documents'
import { whyCannotVote } from '../../regulations/vote-rules'
import { axesOf, isElsewhere } from '../axes'

/** As much of a member as a vote depends on. */
export type Voter = Pick<Member, '_id' | 'name' | 'standing' | 'axes' | 'accountId'>

/** Everybody on a branch's roster, in its order. One operation. */
export const votersOf = (organisationId: string): Promise<Voter[]> =>
  find('members', { organisationId, archived: false }, { orderBy: [['sortKey', 'asc']], limit: 1000, fields: ['_id', 'name', 'standing', 'axes', 'accountId'] })

/** Why somebody on the roster has no vote in this branch. */
function whyNoVote(member: Voter): Refusal | null {
  const axes = axesOf(member)
  return isElsewhere(axes) ? { code: 'voteElsewhere' } : whyCannotVote(member.standing, axes)
}

/** Those who have a vote, and those who have none with the reason in words. */
export function electorsOf(members: Voter[]): { electors: Elector[]; without: (Elector & { why: string })[] } {
  const judged = members.map(member => ({ memberId: member._id, name: member.name, refusal: whyNoVote(member) }))
  return {
    electors: judged.filter(({ refusal }) => refusal === null).map(({ memberId, name }) => ({ memberId, name })),
    without: judged.flatMap(({ memberId, name, refusal }) => (refusal ? [{ memberId, name, why: errorMessage(refusal.code, refusal.detail) }] : [])),
  }
}
