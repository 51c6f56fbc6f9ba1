/** Who has a vote in the branch (表决权、选举权、被选举权), whom it may vote on and when. */
import type { Discipline, Floating, Membership, Standing } from '../../types/contracts/codes'
import type { Refusal } from '../../types/contracts/errors'
import { fullMemberFrom, plusMonths, type Threshold } from './roster-rules'

const ADMISSION = '中国共产党发展党员工作细则（2026年修订）'

export const voteRules = {
  /** Standings and disciplines without a vote. */
  without: { value: { standing: 'probationary', discipline: 'onProbation' }, regulation: '中国共产党基层组织选举工作条例', article: '第五条', effectiveFrom: '2020', kind: 'fixed' },
  /** Guests from elsewhere take part and pay dues, and have no vote. The article is not known from a primary source. */
  guests: { value: 'in', regulation: '流动党员活动证使用规定', article: '', effectiveFrom: '', kind: 'fixed' },
  /** Whom an assembly may vote to admit: a prospect whom the committee has examined (DOMAIN.md §2, step 12). */
  admitted: { value: 'prospect', regulation: ADMISSION, article: '第十八条', effectiveFrom: '2026-05-11', kind: 'fixed' },
  /** The committee examines together, then the superior looks over it: what is done before an assembly discusses an admission. */
  examined: { value: true, regulation: ADMISSION, article: '第十八条', effectiveFrom: '2026-05-11', kind: 'fixed' },
  /** Months after 预审 within which the assembly is held. */
  preReviewedWithin: { value: 1, regulation: ADMISSION, article: '第十九条', effectiveFrom: '2026-05-11', kind: 'fixed' },
  /** 转正 is discussed when the probation is over, by an assembly, after the committee has examined it. */
  discussed: { value: true, regulation: ADMISSION, article: '第三十二条', effectiveFrom: '2026-05-11', kind: 'fixed' },
  /** Months by which a probation may be extended, once. */
  extension: { value: { min: 6, max: 12, times: 1 }, regulation: ADMISSION, article: '第三十一条', effectiveFrom: '2026-05-11', kind: 'fixed' },
  /** Months by which a branch may put off the discussion of somebody who has come from another one; the day of 转正 stays. */
  putOff: { value: 6, regulation: ADMISSION, article: '第三十五条', effectiveFrom: '2026-05-11', kind: 'fixed' },
  /** Neither may be voted on by a show of hands. */
  secret: { value: ['admission', 'fullMembership'], regulation: ADMISSION, article: '第二十条', effectiveFrom: '2026-05-11', kind: 'fixed' },
  /** Months back to which an assembly may lie that is entered afterwards: beyond it a year was mistyped. */
  heldBack: { value: 12, regulation: '', article: '', effectiveFrom: '', kind: 'default' },
  /** Several are discussed and voted on one by one (DOMAIN.md §2, step 15). */
  atATime: { value: 1, regulation: ADMISSION, article: '第二十条', effectiveFrom: '2026-05-11', kind: 'fixed' },
} satisfies Record<string, Threshold<unknown>>

/** How somebody stands, as far as a vote depends on it (services/axes, axesOf). */
export interface VotingAxes { membership: { value: Membership }; discipline: { value: Discipline }; floating: { value: Floating } }

/** Why somebody has no vote at this moment; null where there is one. A discipline lasts until its end is entered, never by the clock. */
export function whyCannotVote(standing: Standing, axes: VotingAxes): Refusal | null {
  const { regulation, article, value } = voteRules.without
  const rule = `${regulation}${article}`
  if (axes.membership.value !== 'normal') return { code: 'voteSuspended' }
  if (standing === value.standing) return { code: 'voteStanding', detail: { rule } }
  if (axes.discipline.value === value.discipline) return { code: 'voteProbation', detail: { rule } }
  return axes.floating.value === voteRules.guests.value ? { code: 'voteGuest', detail: { rule: voteRules.guests.regulation } } : null
}

/** What a threshold is called in a sentence: its regulation and article. */
export const ruleOf = ({ regulation, article }: Pick<Threshold<unknown>, 'regulation' | 'article'>): string => `${regulation}${article}`

/** The day on which a probation is over: a year from the day of the admitting assembly, and what it was extended by (细则 §31). */
export const probationUntil = (joinedOn: string, extendedMonths: number): string => plusMonths(fullMemberFrom(joinedOn), extendedMonths)

/** The last day on which an assembly is held in time after the superior has looked over an admission (细则 §19). */
export const assemblyBefore = (preReviewedOn: string): string => plusMonths(preReviewedOn, voteRules.preReviewedWithin.value)

/** Until when the discussion of somebody who has come from another branch may be put off (细则 §35). */
export const putOffUntil = (until: string): string => plusMonths(until, voteRules.putOff.value)
