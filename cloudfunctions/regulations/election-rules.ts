/** Elections of a branch (换届选举; DOMAIN.md §1): thresholds with their sources, and the pure questions that follow from them. */
import type { Threshold } from './roster-rules'
import { isShare, type Share } from './majority-rules'

const electionRules = '中国共产党基层组织选举工作条例'

export const electionThresholds = {
  /** Candidates beyond the seats, as a share of the seats. The article's number is from memory. */
  moreCandidates: { value: { part: 1, whole: 5 }, regulation: electionRules, article: '第十六条', effectiveFrom: '2020-07-13', kind: 'fixed' },
  /** Electors present of those who should be. Older texts say «超过». The article's number is from memory. */
  quorum: { value: { part: 4, whole: 5, more: false }, regulation: electionRules, article: '第十九条', effectiveFrom: '2020-07-13', kind: 'fixed' },
  /** In favour, of the electors present. Known from secondary sources. */
  elected: { value: { part: 1, whole: 2, more: true }, regulation: electionRules, article: '', effectiveFrom: '2020-07-13', kind: 'fixed' },
  /** Persons whom a branch without a committee elects at most: the secretary, and a deputy where one is needed. The article's number is from memory. */
  withoutCommittee: { value: 2, regulation: '中国共产党支部工作条例（试行）', article: '第二十条', effectiveFrom: '', kind: 'fixed' },
} satisfies Record<string, Threshold<unknown>>

/** How many candidates an election of so many seats needs at least: 3 seats 4, 5 seats 6, 7 seats 9. */
export function candidatesFor(seats: number): number {
  const { part, whole } = electionThresholds.moreCandidates.value
  return seats + Math.max(1, Math.ceil((seats * part) / whole))
}

/** Whether an election may be held with so many present of those who should be. */
export const hasQuorum = (present: number, expected: number): boolean => isShare(present, expected, electionThresholds.quorum.value satisfies Share)

/** A person's votes: those on the list, and those who were written in. */
export interface Votes { name: string; inFavour: number }

/** What an election came to: who is elected, and what is still to be done. */
export interface Outcome {
  elected: string[]
  /** tie: these stand again for the seats that are left. few: a second ballot, or fewer seats where the assembly agrees. */
  next: { kind: 'done' } | { kind: 'tie'; names: string[]; seats: number } | { kind: 'few'; seats: number }
}

/**
 * Who is elected: more than half of the electors present in favour (exactly half is not enough); where more people have
 * that than there are seats, by the number of votes; a tie at the last seat is voted on again among those who are tied.
 */
export function outcomeOf(votes: Votes[], seats: number, present: number): Outcome {
  const over = votes.filter(({ inFavour }) => isShare(inFavour, present, electionThresholds.elected.value satisfies Share)).sort((a, b) => b.inFavour - a.inFavour)
  if (over.length <= seats) return { elected: over.map(({ name }) => name), next: over.length === seats ? { kind: 'done' } : { kind: 'few', seats: seats - over.length } }
  const last = over[seats - 1]!.inFavour
  if (over[seats]!.inFavour < last) return { elected: over.slice(0, seats).map(({ name }) => name), next: { kind: 'done' } }
  const sure = over.filter(({ inFavour }) => inFavour > last)
  return { elected: sure.map(({ name }) => name), next: { kind: 'tie', names: over.filter(({ inFavour }) => inFavour === last).map(({ name }) => name), seats: seats - sure.length } }
}

/** Whether the ballots that came back make the election valid: not more than were given out. */
export const isValidReturn = (returned: number, issued: number): boolean => returned <= issued
