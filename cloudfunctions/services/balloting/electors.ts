/** Who of a branch has a vote, as the roster stands at this moment. */
import { errorMessage, type Refusal } from '../../../types/contracts/errors'
import { find } from '../../platform/database'
import type { Elector, Member } from '../../platform/documents'
import { voteRules, whyCannotVote } from '../../regulations/vote-rules'
import { axesOf, isElsewhere } from '../axes'
import { shownNames } from '../namesakes'

/** As much of a member as a vote depends on, what tells namesakes apart, and since when somebody is a full member. */
export type Voter = Pick<Member, '_id' | 'name' | 'standing' | 'axes' | 'accountId'> & Partial<Pick<Member, 'className' | 'groupName' | 'fullOn'>>

/** Everybody on a branch's roster, in its order. One operation. */
export const votersOf = (organisationId: string): Promise<Voter[]> =>
  find('members', { organisationId, archived: false }, { orderBy: [['sortKey', 'asc']], limit: 1000, fields: ['_id', 'name', 'standing', 'axes', 'accountId', 'className', 'groupName', 'fullOn'] })

/** Why somebody on the roster has no vote in this branch. */
function whyNoVote(member: Voter): Refusal | null {
  const axes = axesOf(member)
  return isElsewhere(axes) ? { code: 'voteElsewhere' } : whyCannotVote(member.standing, axes)
}

/** What everybody is told who may not know more: of a 预备党员 it is plain, of all others the same words, which tell of none. */
const NO_VOTE = '这次没有表决权、选举权'
const isPlain = (why: string): boolean => why === errorMessage('voteStanding', { rule: `${voteRules.without.regulation}${voteRules.without.article}` })

/** Those without a vote as they are told: 处分 and 党籍 only to who keeps the branch's roster, and to the person (as the dossier has it). */
export const withoutTold = <T extends { memberId: string; why: string }>(without: readonly T[], { keeps, memberId }: { keeps: boolean; memberId: string }): T[] =>
  without.map(one => (keeps || one.memberId === memberId || isPlain(one.why) ? one : { ...one, why: NO_VOTE }))

/** What tells those of one name apart, by member; nothing for a name that is there once. */
export function notesOf(members: Voter[]): Map<string, string> {
  const shown = shownNames(members.map(({ name, className = null, groupName = null }) => ({ name, className, groupName })))
  return new Map(members.flatMap(({ _id, name }, i) => (shown[i] === name ? [] : [[_id, shown[i]!.slice(name.length + 1, -1)] as const])))
}

/** Those who have a vote, and those who have none with the reason in words. */
export function electorsOf(members: Voter[]): { electors: Elector[]; without: (Elector & { why: string })[] } {
  const judged = members.map(member => ({ memberId: member._id, name: member.name, refusal: whyNoVote(member) }))
  return {
    electors: judged.filter(({ refusal }) => refusal === null).map(({ memberId, name }) => ({ memberId, name })),
    without: judged.flatMap(({ memberId, name, refusal }) => (refusal ? [{ memberId, name, why: errorMessage(refusal.code, refusal.detail) }] : [])),
  }
}
