/** Who has a vote in the branch: 表决权、选举权、被选举权. */
import type { Discipline, Floating, Membership, Standing } from '../../types/contracts/codes'
import type { Refusal } from '../../types/contracts/errors'
import type { Threshold } from './roster-rules'

export const voteRules = {
  /** Standings and disciplines without a vote. */
  without: { value: { standing: 'probationary', discipline: 'onProbation' }, regulation: '中国共产党基层组织选举工作条例', article: '第五条', effectiveFrom: '2020', kind: 'fixed' },
  /** Guests from elsewhere take part and pay dues, and have no vote. The article is not known from a primary source. */
  guests: { value: 'in', regulation: '流动党员活动证使用规定', article: '', effectiveFrom: '', kind: 'fixed' },
  /** Whom an assembly may vote to admit: a prospect whom the committee has examined (DOMAIN.md §2, step 12). */
  admitted: { value: 'prospect', regulation: '中国共产党发展党员工作细则（2026年修订）', article: '第十八条', effectiveFrom: '2026-05-11', kind: 'fixed' },
  /** Several are discussed and voted on one by one (DOMAIN.md §2, step 15). */
  atATime: { value: 1, regulation: '中国共产党发展党员工作细则（2026年修订）', article: '第二十条', effectiveFrom: '2026-05-11', kind: 'fixed' },
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
