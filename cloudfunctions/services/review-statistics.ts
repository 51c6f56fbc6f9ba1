/**
 * What the numbers of a review say, as advice: a weighted score, how far the ratings of a person spread, and whether two
 * groups, or two years, differ by more than chance usually makes. Pure; no grade follows from any of it (看票不唯票).
 *
 * Only counts that may be shown come in (regulations/disclosure); null stands for counts that may not.
 */
import type { ReviewScale } from '../../types/contracts/codes'
import { added, type Counts } from '../regulations/disclosure'
import { reviewRules } from '../regulations/review-rules'

/** Members rate one another; others are whoever is asked besides. */
export type VoterKind = 'members' | 'others'

/** What each choice of a scale is worth, the best first. 不了解 and 弃权 are worth nothing, which is not 0: they do not count. */
export const valuesOf = (scale: ReviewScale): [choice: string, value: number][] => {
  if (scale === 'satisfaction') return Object.entries(reviewRules.satisfactionScore.value)
  const { excellent, good, fair, poor } = reviewRules.score.value
  return Object.entries({ excellent, good, fair, poor })
}

/** The counts for one person in one voter group; null where they may not be shown. */
export interface PersonCounts { kind: VoterKind; ballots: number; counts: Counts | null }

/**
 * The weighted score of one person, 0 to 100 with one decimal. Null where nobody gave a rating, or where any part with
 * ballots may not be shown: from a score and the shown parts the hidden one could be found.
 * @param weights how much each kind of voter weighs; a kind without ratings leaves its weight to the other
 */
export function scoreOf(parts: readonly PersonCounts[], scale: ReviewScale, weights: Record<VoterKind, number> = reviewRules.score.value): number | null {
  if (parts.some(({ ballots, counts }) => ballots > 0 && counts === null)) return null
  const means = (['members', 'others'] as const).flatMap(kind => {
    const mean = momentsOf(added(parts.flatMap(part => (part.kind === kind && part.counts ? [part.counts] : []))), scale)?.mean
    return mean === undefined ? [] : [{ mean, weight: weights[kind] }]
  })
  if (means.length === 1) return toTenth(means[0]!.mean)
  const whole = means.reduce((sum, { weight }) => sum + weight, 0)
  return whole > 0 ? toTenth(means.reduce((sum, { mean, weight }) => sum + mean * weight, 0) / whole) : null
}

/** The population variance of the values that one group gave one person, in square points; null without ratings, or where they may not be shown. */
export const varianceOf = (counts: Counts | null, scale: ReviewScale): number | null => (counts ? momentsOf(counts, scale)?.variance ?? null : null)

function momentsOf(counts: Counts, scale: ReviewScale): { mean: number; variance: number } | null {
  const ratings = valuesOf(scale).map(([choice, value]) => ({ value, n: counts[choice] ?? 0 }))
  const all = ratings.reduce((sum, { n }) => sum + n, 0)
  if (all === 0) return null
  const mean = ratings.reduce((sum, { value, n }) => sum + value * n, 0) / all
  return { mean, variance: ratings.reduce((sum, { value, n }) => sum + n * (value - mean) ** 2, 0) / all }
}

const toTenth = (value: number): number => Math.round(value * 10) / 10

/** A chi-square test of rows against columns. */
export interface ChiSquare { statistic: number; df: number; /** Observations. */ n: number; p: number; /** For each column that was left, the columns that were merged into it. */ columns: number[][] }

/**
 * Pearson's chi-square of a table with ordered columns. Neighbouring columns are merged, the emptiest first, until every
 * expected count is large enough for the distribution to hold (Cochran). Null where fewer than two rows or two columns
 * are left: then the numbers say nothing. Which columns are merged depends on their sums alone, not on how the rows
 * differ in them, so the merging looks for no result.
 */
export async function chiSquare(table: readonly (readonly number[])[], expected = reviewRules.comparison.value.expected): Promise<ChiSquare | null> {
  const rowSums = table.map(row => row.reduce((sum, value) => sum + value, 0))
  const n = rowSums.reduce((sum, value) => sum + value, 0)
  if (table.length < 2 || n === 0) return null
  const of = (columns: number[], row: readonly number[]): number => columns.reduce((sum, column) => sum + (row[column] ?? 0), 0)
  const columnSum = (columns: number[]): number => table.reduce((sum, row) => sum + of(columns, row), 0)
  const leastRow = Math.min(...rowSums)
  let merged = (table[0] ?? []).map((_value, column) => [column])
  while (merged.length > 1) {
    const sums = merged.map(columnSum)
    const small = sums.indexOf(Math.min(...sums))
    // Sums of thirds and sevenths are exact to many places, not to all.
    if ((leastRow * sums[small]!) / n >= expected - 1e-9) break
    const into = small === 0 || (small < sums.length - 1 && sums[small + 1]! <= sums[small - 1]!) ? small : small - 1
    merged = [...merged.slice(0, into), [...merged[into]!, ...merged[into + 1]!], ...merged.slice(into + 2)]
  }
  if (merged.length < 2) return null
  let statistic = 0
  for (const [i, row] of table.entries()) {
    for (const columns of merged) {
      const should = (rowSums[i]! * columnSum(columns)) / n
      statistic += (of(columns, row) - should) ** 2 / should
    }
  }
  const df = (table.length - 1) * (merged.length - 1)
  return { statistic, df, n, p: await upperTail(statistic, df), columns: merged }
}

/** The chance of a chi-square with `df` degrees of freedom as large as this, or larger. */
async function upperTail(statistic: number, df: number): Promise<number> {
  // Loaded when a result is looked at, which is seldom.
  const { default: below } = await import('@stdlib/stats-base-dists-chisquare-cdf')
  return Math.min(1, Math.max(0, 1 - below(statistic, df)))
}

/** What one voter group gave each person on its ballots; `people` null where its counts may not be shown: it is left out. */
export interface GroupRatings { kind: VoterKind; people: Record<string, Counts> | null }

/** How two sides compare. `first` is the members, or this year. */
export interface Comparison extends ChiSquare {
  /** Whether the difference is larger than chance usually makes. */
  notable: boolean
  /** Whether the first side's ratings are better or worse at every limit between two columns; `mixed`: here better, there worse. */
  first: 'higher' | 'lower' | 'mixed'
  /** For people, without numbers. */
  sentence: string
}

/*
 * The ratings on one ballot are not independent: whoever is generous is generous with everybody. If each rating counted,
 * thirty ballots for twenty people would look like six hundred opinions, and chance would look like a finding. So a
 * ballot counts as ONE observation, spread over its ratings: what it says of each of its people is an nth of it, and n
 * of a test is the number of ballots. That is exact where everybody rates all alike, and else too careful: a mean of
 * ratings spreads less than one rating does, so the test is silent sooner than it must be, and never speaks too often.
 * What is left blank, or 不了解, is an opinion on nobody: that part of the ballot is not there. One who votes in both
 * years is counted as two people; as opinions last, that errs to the same side.
 */

/** The observations of some groups, choice by choice, the best first. */
const spreadOf = (groups: readonly Record<string, Counts>[], scale: ReviewScale): number[] => valuesOf(scale).map(([choice]) =>
  groups.reduce((sum, people) => sum + Object.values(people).reduce((of, counts) => of + (counts[choice] ?? 0), 0) / Math.max(1, Object.keys(people).length), 0))

const shownOf = (groups: readonly GroupRatings[], kind: VoterKind): Record<string, Counts>[] => groups.flatMap(group => (group.kind === kind && group.people ? [group.people] : []))

/** How many rated somebody at all. */
const ratingsOf = (counts: Counts | undefined, scale: ReviewScale): number => valuesOf(scale).reduce((sum, [choice]) => sum + (counts?.[choice] ?? 0), 0)

/**
 * Whether members and others rate differently; null where the numbers say nothing.
 *
 * A class rates two or three people, members rate all. So that ratings are compared and not the people, only people whom
 * both sides rated are looked at, and in the members' observations each weighs as much as in the others'. A mean with
 * unequal weights w over people with m ratings each varies at most as that of 1 / Σ(w / m) independent observations,
 * however the ratings of one ballot hang together; so many are counted.
 */
export async function compareKinds(groups: readonly GroupRatings[], scale: ReviewScale): Promise<Comparison | null> {
  const members: Record<string, Counts> = {}
  for (const people of shownOf(groups, 'members')) for (const [id, counts] of Object.entries(people)) members[id] = added([members[id] ?? {}, counts])
  const isCommon = (id: string, counts: Counts): boolean => ratingsOf(counts, scale) > 0 && ratingsOf(members[id], scale) > 0
  const others = shownOf(groups, 'others').map(people => Object.fromEntries(Object.entries(people).filter(([id, counts]) => isCommon(id, counts))))
  const weights: Record<string, number> = {}
  for (const people of others) for (const [id, counts] of Object.entries(people)) weights[id] = (weights[id] ?? 0) + ratingsOf(counts, scale) / Object.keys(people).length
  const whole = Object.values(weights).reduce((sum, weight) => sum + weight, 0)
  const matched = Object.entries(weights).map(([id, weight]) => ({ counts: members[id]!, share: weight / whole / ratingsOf(members[id], scale) }))
  const n = 1 / matched.reduce((sum, { share }) => sum + share, 0)
  const row = valuesOf(scale).map(([choice]) => n * matched.reduce((sum, { counts, share }) => sum + share * (counts[choice] ?? 0), 0))
  return matched.length > 0 ? compared(row, spreadOf(others, scale), {
    alike: '党员和群众的评价没有看出明显差别', higher: '党员的评价总体上比群众高', lower: '党员的评价总体上比群众低', mixed: '党员和群众的评价高低不一',
  }) : null
}

const kindNames = { members: '党员', others: '群众' } satisfies Record<VoterKind, string>

/** Whether one kind of voter rates differently from the year before, over the review as a whole; null where the numbers say nothing. The scale must be the same. */
export async function compareYears(thisYear: readonly GroupRatings[], yearBefore: readonly GroupRatings[], kind: VoterKind, scale: ReviewScale): Promise<Comparison | null> {
  const who = kindNames[kind]
  return compared(spreadOf(shownOf(thisYear, kind), scale), spreadOf(shownOf(yearBefore, kind), scale), {
    alike: `${who}本年度和上年度的评价没有看出明显差别`, higher: `${who}本年度的评价总体上比上年度高`, lower: `${who}本年度的评价总体上比上年度低`, mixed: `${who}本年度和上年度的评价高低不一`,
  })
}

/** Says that a difference is seldom chance, never why it is there, nor that it is real. */
const seldom = '，这样的差别单凭偶然不常出现，原因请具体了解'

async function compared(first: number[], second: number[], words: Record<'alike' | 'higher' | 'lower' | 'mixed', string>): Promise<Comparison | null> {
  const test = await chiSquare([first, second])
  if (!test) return null
  const side = sideOf(first, second, test.columns)
  const notable = test.p < reviewRules.comparison.value.notable
  return { ...test, notable, first: side, sentence: notable ? words[side] + seldom : words.alike }
}

/** Which side is better at every limit between the merged columns. */
function sideOf(first: number[], second: number[], columns: number[][]): Comparison['first'] {
  const share = (row: number[], upTo: number): number => columns.slice(0, upTo).flat().reduce((sum, column) => sum + row[column]!, 0) / row.reduce((sum, value) => sum + value, 0)
  const ahead = columns.slice(1).map((_none, i) => share(first, i + 1) - share(second, i + 1))
  if (ahead.every(difference => difference >= -1e-9)) return 'higher'
  return ahead.every(difference => difference <= 1e-9) ? 'lower' : 'mixed'
}
