/**
 * What of a secret vote may be shown where few have voted. Pure.
 *
 * Whoever sees results can add and subtract them. So it is not enough to hide a small part: the rest must not leave it
 * over. Here everything that is shown divides the ballots into heaps, each shown part one heap and all hidden parts
 * together another; a sum or a difference of shown results is always made of whole heaps. A heap may be shown where it
 * is empty or has at least the minimum. Which parts are hidden depends on the numbers of ballots alone, which everybody
 * may know, never on what was chosen: else the hiding itself would tell.
 *
 * Not promised, here as in docs/threat-model.md: that nobody learns anything where all of a heap chose the same, nor
 * that a voter cannot take the own ballot off a heap.
 */
import type { Grade } from '../../types/contracts/codes'

/** Ballots for each choice. */
export type Counts = Record<string, number>

/** A part of one result: a voter group, or the ballots of one group that came by phone or on paper. No ballot is in two parts. */
export interface Part {
  key: string
  ballots: number
  counts: Counts
  /** Ballots among these whose counts somebody knows otherwise: who has counted paper takes it off what is shown. */
  known?: number
}

/** `counts` null: may not be shown. Numbers of ballots always may. */
export interface ShownPart { key: string; ballots: number; counts: Counts | null }
export interface Disclosure { parts: ShownPart[]; total: { ballots: number; counts: Counts | null } }

/**
 * What matters more where not both can be shown. `parts`: every part that is large enough is shown, and the total gives
 * way. `total`: the total is shown, and one more part gives way; right for phone and paper, where the split says little.
 */
export type Preference = 'parts' | 'total'

/**
 * Which parts are shown, and whether their total is.
 *
 * A part may itself be divided (a group into phone and paper): divide it only where its counts are shown, and with
 * `total`, since its total is known already. A result that is shown before further ballots are added to it is a part of
 * the later one: what is added afterwards is what differs.
 * @param minimum the fewest ballots that are shown apart: `reviewRules.shownFrom`
 */
export function disclose(parts: readonly Part[], minimum: number, prefer: Preference = 'parts'): Disclosure {
  const isHarmless = (heap: readonly Part[]): boolean => {
    const ballots = sumOf(heap)
    return [ballots, ballots - heap.reduce((sum, { known = 0 }) => sum + known, 0)].every(n => n === 0 || n >= minimum)
  }
  const shown = new Set(parts.filter(part => isHarmless([part])))
  const left = (): Part[] => parts.filter(part => !shown.has(part))
  // Whatever large part joins the small ones makes their heap large enough: the smallest costs least.
  if (prefer === 'total' && !isHarmless(left())) {
    const least = [...shown].filter(part => isHarmless([...left(), part])).sort((a, b) => a.ballots - b.ballots)[0]
    if (least) shown.delete(least)
  }
  return {
    parts: parts.map(part => ({ key: part.key, ballots: part.ballots, counts: shown.has(part) ? part.counts : null })),
    total: { ballots: sumOf(parts), counts: isHarmless(left()) ? added(parts.map(({ counts }) => counts)) : null },
  }
}

/**
 * How many were given each grade, as a branch publishes it; null where so few were graded that it would tell who was.
 * @param given the final grades, one for each person who was graded
 */
export function shownGrades(given: readonly Grade[], minimum: number): Record<Grade, number> | null {
  if (given.length < minimum) return null
  const numbers: Record<Grade, number> = { excellent: 0, good: 0, fair: 0, poor: 0 }
  for (const grade of given) numbers[grade]++
  return numbers
}

const sumOf = (parts: readonly Part[]): number => parts.reduce((sum, { ballots }) => sum + ballots, 0)

/** Counts added up, choice by choice. */
export function added(list: readonly Counts[]): Counts {
  const sum: Counts = {}
  for (const counts of list) for (const [choice, n] of Object.entries(counts)) sum[choice] = (sum[choice] ?? 0) + n
  return sum
}
