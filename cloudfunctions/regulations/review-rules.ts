/** 民主评议党员 (DOMAIN.md §4): thresholds with their sources. */
import type { Threshold } from './roster-rules'
import type { Share } from './majority-rules'

const branchRules = '中国共产党支部工作条例（试行）'

export const reviewRules = {
  /** Those graded 优秀, as a share of the members; the base is a branch's own choice, see `excellentAtMost`. */
  excellent: { value: { part: 1, whole: 3 }, regulation: branchRules, article: '第十八条', effectiveFrom: '', kind: 'fixed' },
  /** Members with a vote who are present where a review is voted on: ours, after §11 for every assembly. */
  present: { value: { part: 1, whole: 2, more: false } satisfies Share, regulation: branchRules, article: '第十一条', effectiveFrom: '', kind: 'default' },
  /** Fewer ballots of a group for one person than this are not shown apart: ours, so that nobody is found out. */
  shownFrom: { value: 5, regulation: '', article: '', effectiveFrom: '', kind: 'default' },
  /** Those of a class who take part. Ours, after what universities ask for. */
  classTurnout: { value: { part: 2, whole: 3, more: false } satisfies Share, regulation: '', article: '', effectiveFrom: '', kind: 'default' },
  /** What a grade is worth, and how much members and non-members weigh, where a branch switches a score on. Ours. */
  score: { value: { excellent: 100, good: 80, fair: 60, poor: 0, members: 60, others: 40 }, regulation: '', article: '', effectiveFrom: '', kind: 'default' },
  /** The same for the 满意度 scale. Ours. */
  satisfactionScore: { value: { pleased: 100, content: 60, displeased: 0 }, regulation: '', article: '', effectiveFrom: '', kind: 'default' },
  /** Comparisons: every expected count reaches this (Cochran 1954), and a p below this is worth a word. Ours, after what is customary. */
  comparison: { value: { expected: 5, notable: 0.05 }, regulation: '', article: '', effectiveFrom: '', kind: 'default' },
} satisfies Record<string, Threshold<unknown>>

/** How many may be graded 优秀: a third of the full members whose relation is here, 17 → 5. */
export const excellentAtMost = (fullMembers: number): number => Math.floor((fullMembers * reviewRules.excellent.value.part) / reviewRules.excellent.value.whole)
