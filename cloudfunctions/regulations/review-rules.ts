/** 民主评议党员 (DOMAIN.md §4): thresholds with their sources. */
import type { Threshold } from './roster-rules'
import { isShare, type Share } from './majority-rules'

const branchRules = '中国共产党支部工作条例（试行）'

export const reviewRules = {
  /**
   * Those graded 优秀, as a share of the members: «normally not more than a third», as 共产党员网 explains the review. The
   * regulation itself (支部条例 §18, the article's number from memory) orders the review and is not known to name a share;
   * superiors set 20 % or 25 %. So it is a default: a branch may set another, and what is over it needs a reason, no more.
   * At least one: ours, for branches so small that the share is less than a person.
   */
  excellent: { value: { part: 1, whole: 3, atLeast: 1 }, regulation: '', article: '', effectiveFrom: '', kind: 'default' },
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

/** How many are graded 优秀 at most as a rule: of 17 a third are 5; of one or two it is one, of nobody none. */
export const excellentAtMost = (of: number, { part, whole }: { part: number; whole: number } = reviewRules.excellent.value): number =>
  (of > 0 ? Math.max(reviewRules.excellent.value.atLeast, Math.floor((of * part) / whole)) : 0)

/** Whether fewer of these took part than is asked for; nobody who could is no shortage. */
export const isShort = (kind: 'members' | 'others', ballots: number, entitled: number): boolean =>
  entitled > 0 && !isShare(ballots, entitled, kind === 'members' ? reviewRules.present.value : reviewRules.classTurnout.value)
