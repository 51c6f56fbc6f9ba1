/** Terms of office (DOMAIN.md §1): how long a term is, how late an election may be, and how long powers last after a term. Pure. */
import type { OrganisationKind, Post } from '../../types/contracts/codes'
import { dayInWords, dayPlus } from '../../types/words'
import { committeePosts, sizeRules } from './organisation-size'
import { powersOfPost } from './powers'
import { plusMonths, type Threshold } from './roster-rules'

const branchRules = '中国共产党支部工作条例（试行）'

export const termRules = {
  /** Months of a term. A branch of a village or community has five years: its organisation is set so. The article's number is from memory. */
  months: { value: { committee: 60, generalBranch: 36, branch: 36, group: null }, regulation: branchRules, article: '第二十一条', effectiveFrom: '', kind: 'default' },
  /** Months that a branch's term may be set to. */
  choices: { value: [36, 60], regulation: branchRules, article: '第二十一条', effectiveFrom: '', kind: 'fixed' },
  /** Months for which a secretary should have been a full member. The article's number is from memory. */
  secretaryFrom: { value: 12, regulation: branchRules, article: '第二十三条', effectiveFrom: '', kind: 'default' },
} satisfies Record<string, Threshold<unknown>>

/** Months of an organisation's term; null where it has none. */
export const termMonthsOf = ({ kind, termMonths }: { kind: OrganisationKind; termMonths?: number | null }): number | null => termMonths ?? termRules.months.value[kind]

/** The last day of a term of so many months that begins on a day. */
export const termUntil = (since: string, months: number): string => dayPlus(plusMonths(since, months), -1)

/** The last day on which an election that was due on a day can be held at all, with the superior's consent. */
export const latestAfter = (due: string): string => plusMonths(due, sizeRules.latestElection.value)

/**
 * The last day of a post's powers. A committee leads on after its term until it has held its own election, a year at most;
 * where nobody above could ever appoint again, whoever can appoint does so until somebody else takes over. Every other
 * post ends with its day. Null: until somebody ends it.
 */
export function powersUntil({ parentId }: { parentId: string | null }, { post, until, acting }: { post: Post; until: string | null; acting: boolean }): string | null {
  if (until === null || acting || !committeePosts.includes(post)) return until
  return parentId === null && powersOfPost[post].includes('appoint') ? null : latestAfter(until)
}

/** Why somebody has been a full member for too short a time to be secretary, in a sentence; null where that is not so or not known. */
export function newerThanAsked(fullOn: string | null | undefined, today: string): string | null {
  const { value, regulation, article } = termRules.secretaryFrom
  return fullOn && plusMonths(fullOn, value) > today ? `党龄不满1年（${dayInWords(fullOn)}转正）；书记一般要有1年以上党龄（《${regulation}》${article}）` : null
}
