/** Who of a branch's roster is graded in a review, who votes in it, and of whom the share of 优秀 is reckoned. Pure. */
import { disciplines, memberships, type Standing } from '../../../types/contracts/codes'
import type { Axes, Member, Review, ReviewedPerson } from '../../platform/documents'
import { whyCannotVote, type VotingAxes } from '../../regulations/vote-rules'
import { axesOf, isElsewhere } from '../../services/axes'
import { shownNames } from '../../services/namesakes'

/** As much of a member as a review depends on. */
export type Reviewed = Pick<Member, '_id' | 'name' | 'standing' | 'axes' | 'className' | 'groupName'>

/** What somebody is in a review: `graded`: a full member with a vote; `voter`: has a ballot; `base`: counts among the full members; `why`: why there is no grade, in words. */
export interface Part { graded: boolean; voter: boolean; base: boolean; why: string | null }

/**
 * What a member is in a review, by standing and axes (DOMAIN.md §3, §4): full members whose relation is here are graded;
 * 预备党员 rate others and are not graded; whoever has no vote for another reason has no ballot and no grade. 留党察看 takes
 * the vote and not the membership: it still counts among the full members.
 */
export function partOf(standing: Standing, axes: VotingAxes & Pick<Required<Axes>, 'relation'>): Part {
  const full = standing === 'full'
  const part = { graded: false, voter: false, base: false }
  if (axes.membership.value !== 'normal') return { ...part, why: memberships[axes.membership.value] }
  if (isElsewhere(axes)) return { ...part, why: '组织关系不在本支部' }
  if (axes.floating.value === 'in') return { ...part, why: '流入党员，在原支部评议' }
  // Judged as if full: that 预备党员 have no vote keeps nobody from rating others.
  if (whyCannotVote('full', axes)) return { ...part, base: full, why: disciplines[axes.discipline.value] }
  return full ? { graded: true, voter: true, base: true, why: null } : { ...part, voter: true, why: PROBATIONARY }
}

export const partIn = (member: Pick<Member, 'standing' | 'axes'>): Part => partOf(member.standing, axesOf(member))

/** Why somebody is not graded whom the branch leaves out this time. */
const LEFT_OUT = '这次不评定'
/** The one reason that everybody may know: a 预备党员 is called so at every assembly. */
const PROBATIONARY = '预备党员'

/** Whom the reasons are told to: whether the caller keeps the branch's roster, and who the caller is. */
export interface Reader { keeps: boolean; memberId: string }

/**
 * Why somebody is not graded, as it is told: 处分 and 党籍 only to who keeps the roster and to the person (as the dossier
 * has it). Everybody else reads the words of those who are left out, for whatever reason it is: what is the same of all
 * tells of none.
 */
export const whyTold = ({ memberId, graded, why = null }: Pick<ReviewedPerson, 'memberId' | 'graded'> & { why?: string | null }, reader: Reader): string | null =>
  (graded || why === null || why === PROBATIONARY || reader.keeps || reader.memberId === memberId ? why : LEFT_OUT)

/** Those of a review as the roster has them: who is graded stands first, each part by name; namesakes are told apart. */
export function peopleOf(members: readonly Reviewed[], leftOut: readonly string[]): ReviewedPerson[] {
  const names = shownNames(members)
  return members.map((member, n): ReviewedPerson => {
    const { graded, voter, why } = partIn(member)
    const reason = graded && leftOut.includes(member._id) ? LEFT_OUT : why
    return { memberId: member._id, name: names[n]!, graded: reason === null, ...(reason !== null && { why: reason }), ...(voter && { voter }), ...(graded && { elector: true }) }
  }).sort((a, b) => Number(b.graded) - Number(a.graded))
}

/** Who has a ballot of the members' own group. */
export const votersOf = ({ people }: Pick<Review, 'people'>): string[] => people.flatMap(({ memberId, voter }) => (voter ? [memberId] : []))
/** Full members with a vote, also those who are left out this time. */
export const electorsOf = ({ people }: Pick<Review, 'people'>): string[] => people.flatMap(({ memberId, elector }) => (elector ? [memberId] : []))
export const gradedOf = ({ people }: Pick<Review, 'people'>): string[] => people.flatMap(({ memberId, graded }) => (graded ? [memberId] : []))

/** Whether it is still prepared: then it follows the roster. An opening that was cut off goes on as it froze them. */
export const isPrepared = ({ state, opening }: Pick<Review, 'state' | 'opening'>): boolean => state === 'draft' && !opening

/** A review that is prepared, as the roster stands now: its people, its voters, whom its groups rate. */
export function asNow(review: Review, members: readonly Reviewed[]): Review {
  const people = peopleOf(members, review.leftOut)
  const [graded, electors] = [gradedOf({ people }), electorsOf({ people })]
  return {
    ...review, people, leftOut: review.leftOut.filter(id => electors.includes(id)), fullMembers: members.filter(member => partIn(member).base).length,
    groups: review.groups.map(group => (group.entry === 'roster' ? { ...group, entitled: votersOf({ people }).length } : { ...group, rates: group.rates && group.rates.filter(id => graded.includes(id)) })),
  }
}
