/** Floating members, lost contact, double registration: what the regulations say, with sources (DOMAIN.md §3, §10). */
import type { Threshold } from './roster-rules'

const educationRules = '中国共产党党员教育管理工作条例'
const disposalRules = '不合格党员组织处置办法'
const localPractice = '各地各校的通行做法，本支部上级另有规定的从其规定'

export const floatingRules = {
  /** Months of absence up to which no paper is needed, and up to which a letter of proof does; longer ones take an introduction. */
  certificateUpTo: { value: { none: 3, proof: 6 }, regulation: localPractice, article: '', effectiveFrom: '', kind: 'default' },
  /** Months away at a fixed place from which the organisational relation is to be moved. */
  moveRelationFrom: { value: 6, regulation: educationRules, article: '第二十五条', effectiveFrom: '', kind: 'fixed' },
  /** Months between two contacts: yearly; students abroad half-yearly. Both from secondary sources. */
  contactEvery: { value: { home: 12, abroad: 6 }, regulation: localPractice, article: '', effectiveFrom: '', kind: 'default' },
  /** Days before the contact is due at which it is spoken of (DOMAIN.md §10). Ours. */
  contactReminder: { value: 60, regulation: localPractice, article: '', effectiveFrom: '', kind: 'default' },
  /** Days after which what is late, or still lost, is spoken of again. Ours. */
  remindAgain: { value: 30, regulation: localPractice, article: '', effectiveFrom: '', kind: 'default' },
  /** Months without contact between which a correction within a term may be decided, and the months of that term. */
  correction: { value: { from: 6, upTo: 24, term: 6, longestTerm: 12 }, regulation: disposalRules, article: '第三条、第六条', effectiveFrom: '2024-06-16', kind: 'fixed' },
  /** Months without contact, in spite of a search, from which the membership may be suspended. */
  suspension: { value: 6, regulation: educationRules, article: '第二十四条', effectiveFrom: '', kind: 'fixed' },
  /** Months after the suspension from which somebody still lost may be removed as having left. */
  removal: { value: 24, regulation: educationRules, article: '第二十四条', effectiveFrom: '', kind: 'fixed' },
} satisfies Record<string, Threshold<unknown>>
