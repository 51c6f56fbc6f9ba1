/** How large an organisation is, whom its committee has, and when its term ends: thresholds with their sources (DOMAIN.md §1, §10). */
import type { OrganisationKind, Post } from '../../types/contracts/codes'
import type { Threshold } from './roster-rules'

const branchRules = '中国共产党支部工作条例（试行）'
const electionRules = '中国共产党基层组织选举工作条例'
const organRules = '中国共产党和国家机关基层组织工作条例'

export const sizeRules = {
  /** Members from which an organisation of a kind is set up; the superior may allow fewer. A branch counts full members only. */
  foundedFrom: { value: { committee: 100, generalBranch: 50 }, regulation: organRules, article: '第五条至第七条', effectiveFrom: '', kind: 'fixed' },
  branchFrom: { value: 3, regulation: branchRules, article: '第四条', effectiveFrom: '', kind: 'fixed' },
  /** Members that a branch has at most as a rule. */
  branchUpTo: { value: 50, regulation: branchRules, article: '第四条', effectiveFrom: '', kind: 'fixed' },
  /** Units that a joint branch covers at most. The article's number is from memory. */
  jointUnits: { value: 5, regulation: branchRules, article: '第五条', effectiveFrom: '', kind: 'fixed' },
  /** Full members from which a branch has a committee, and of how many persons. The article's number is from memory. */
  committeeFrom: { value: 7, regulation: branchRules, article: '第二十条', effectiveFrom: '', kind: 'fixed' },
  committeePersons: { value: { from: 3, upTo: 7 }, regulation: branchRules, article: '第二十条', effectiveFrom: '', kind: 'fixed' },
  /** Days before the end of a term at which the election is spoken of, and becomes urgent. Ours; the regulation names the term only. */
  termEnds: { value: { notice: 180, urgent: 30 }, regulation: electionRules, article: '第三条', effectiveFrom: '', kind: 'default' },
  /** Months by which an election may be late at most, with the superior's consent. */
  latestElection: { value: 12, regulation: electionRules, article: '第三条', effectiveFrom: '', kind: 'fixed' },
} satisfies Record<string, Threshold<unknown>>

/** Posts of a committee: whoever holds one sits in it. */
export const committeePosts: readonly Post[] = ['secretary', 'deputySecretary', 'organisationOfficer', 'publicityOfficer', 'disciplineOfficer', 'committeeMember']
/** Posts that a committee has; an empty one is a vacancy. 支部条例 §20, the article's number from memory. */
export const neededPosts: readonly Post[] = ['organisationOfficer', 'publicityOfficer', 'disciplineOfficer']
/** Kinds whose size is counted over everything below. */
export const countedBelow: readonly OrganisationKind[] = ['committee', 'generalBranch']
