import { equals, rank, compareValues } from '../values/compare'
import { isArray, type Value, MaxKey, MinKey } from '../values/types'
import type { Query } from '../query/match'
import type { SortKey } from '../query/sort'
import type { Bounds, Edge, Index } from './index'

/**
 * Which index answers a query. The bounds only narrow: the query itself is asked of every document that comes out,
 * so a wrong plan could be slow but never wrong.
 */
export type Plan =
  | { readonly by: 'scan' }
  | { readonly by: 'index'; readonly index: Index; readonly bounds: readonly Bounds[]; readonly sorted: 'forward' | 'reverse' | null; readonly fixed: number }
  | { readonly by: 'union'; readonly plans: readonly Plan[] }

/** What the query says about one field that an index can use. */
interface Condition {
  readonly points?: readonly Value[]
  readonly low?: Edge
  readonly high?: Edge
}

const MAX_RANGES = 1000
/** Values that an index keeps as something else, or that a query means differently. */
const indexable = (value: Value): boolean => value !== undefined && !isArray(value) && !(value instanceof RegExp) && !(value instanceof MinKey) && !(value instanceof MaxKey)

function bracket(value: Value): { low: Edge; high: Edge } {
  return { low: { value, side: -1, whole: 'type' }, high: { value, side: 1, whole: 'type' } }
}

const PLAIN_PREFIX = /^\^((?:[^\\^$.|?*+()[\]{}]|\\[^a-zA-Z0-9])*)(.?)/su

/** The text that every match starts with, '' where the expression does not say. */
function prefixOf(regex: RegExp): string {
  if (regex.flags.includes('i') || regex.flags.includes('m') || regex.source.includes('|')) return ''
  const found = PLAIN_PREFIX.exec(regex.source)
  if (!found) return ''
  const text = found[1] as string
  // A quantifier makes the last character optional.
  const plain = '*?{'.includes(found[2] as string) && found[2] !== '' ? text.replace(/\\?.$/su, '') : text
  return plain.replace(/\\(.)/gsu, '$1')
}

function conditionOf(op: string, operand: Value): Condition | null {
  switch (op) {
    case '$eq':
      return indexable(operand) ? { points: [operand ?? null] } : null
    case '$in':
      return isArray(operand) && operand.every(indexable) ? { points: operand } : null
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte': {
      if (!indexable(operand) || (typeof operand === 'number' && Number.isNaN(operand))) return null
      if (operand === null) return { points: [null] }
      const { low, high } = bracket(operand)
      if (op === '$gt') return { low: { value: operand, side: 1 }, high }
      if (op === '$gte') return { low: { value: operand, side: -1 }, high }
      return op === '$lt' ? { low, high: { value: operand, side: -1 } } : { low, high: { value: operand, side: 1 } }
    }
    case '$exists':
      return operand === false || operand === 0 ? { points: [null] } : null
    case '$regex': {
      const prefix = operand instanceof RegExp ? prefixOf(operand) : ''
      // Up to the end of all regular expressions, since one that is stored matches itself.
      return prefix ? { low: { value: prefix, side: -1, whole: 'prefix' }, high: { value: prefix, side: 1, whole: 'prefix' } } : null
    }
    default:
      return null
  }
}

const edgeOrder = (a: Edge, b: Edge): number => {
  if (!a.whole && !b.whole) return compareValues(a.value, b.value) || a.side - b.side
  if (rank(a.value) !== rank(b.value)) return rank(a.value) - rank(b.value)
  // The end of a type lies outside everything in it.
  if (a.whole === 'type') return b.whole === 'type' ? a.side - b.side : a.side
  if (b.whole === 'type') return -b.side
  return compareValues(a.value, b.value) || a.side - b.side
}

function within(value: Value, { low, high }: Condition): boolean {
  const edge: Edge = { value, side: 1 }
  return (!low || edgeOrder(edge, low) > 0) && (!high || edgeOrder({ value, side: -1 }, high) < 0)
}

/** Both at once. With arrays in the field different elements may satisfy each, so there one is taken alone. */
function both(a: Condition, b: Condition, multikey: boolean): Condition {
  if (multikey) return a.points ? a : b.points ? b : a
  if (a.points && b.points) return { points: a.points.filter((value) => b.points?.some((other) => equals(value, other))) }
  if (a.points) return a.low || b.low || b.high ? { points: a.points.filter((value) => b.low?.whole === 'prefix' || b.high?.whole === 'prefix' || within(value, b)) } : a
  if (b.points) return both(b, a, multikey)
  const low = a.low && b.low ? (edgeOrder(a.low, b.low) >= 0 ? a.low : b.low) : (a.low ?? b.low)
  const high = a.high && b.high ? (edgeOrder(a.high, b.high) <= 0 ? a.high : b.high) : (a.high ?? b.high)
  return { low, high }
}

/** A number in a path can mean a position or a name; an index keeps one of the two, so it cannot serve. */
export const isPositional = (path: string): boolean => /(^|\.)\d+(\.|$)/.test(path)

/** Every field condition that must hold, by field. */
function conditions(query: Query, into = new Map<string, Condition[]>()): Map<string, Condition[]> {
  if (query.kind === 'and') for (const part of query.parts) conditions(part, into)
  if (query.kind === 'field' && !isPositional(query.path)) {
    const found = conditionOf(query.op, query.operand)
    if (found) into.set(query.path, [...(into.get(query.path) ?? []), found])
  }
  return into
}

function boundsFor(index: Index, by: ReadonlyMap<string, Condition[]>): { bounds: Bounds[]; equal: number; used: number } {
  let points: Value[][] = [[]]
  let equal = 0
  for (const { field } of index.spec.keys) {
    const given = by.get(field)
    if (!given || (equal > 0 && index.sharesArray)) break
    const condition = given.reduce((a, b) => both(a, b, index.multikey))
    if (index.holdsRegexes && (condition.low ?? condition.high)?.whole === 'prefix') break
    if (!condition.points) {
      return { bounds: points.map((values) => ({ equal: values, low: condition.low, high: condition.high })), equal, used: equal + 1 }
    }
    const values = unique(condition.points)
    if (points.length * values.length > MAX_RANGES) break
    points = points.flatMap((before) => values.map((value) => [...before, value]))
    equal++
  }
  return { bounds: points.map((values) => ({ equal: values })), equal, used: equal }
}

const unique = (values: readonly Value[]): Value[] =>
  [...values].sort(compareValues).filter((value, i, all) => i === 0 || !equals(value, all[i - 1]))

/** Whether the index, from its `fixed`-th field on, runs in the wanted order. */
function direction(index: Index, sort: readonly SortKey[], fixed: number): 'forward' | 'reverse' | null {
  if (sort.length === 0 || index.multikey) return null
  const keys = index.spec.keys
  const constant = new Set(keys.slice(0, fixed).map((key) => key.field))
  const wanted = sort.filter((key) => !constant.has(key.path))
  if (wanted.length === 0) return 'forward'
  const sign = wanted[0]?.direction === keys[fixed]?.direction ? 1 : -1
  const fits = wanted.every((key, i) => keys[fixed + i]?.field === key.path && keys[fixed + i]?.direction === key.direction * sign)
  return fits ? (sign === 1 ? 'forward' : 'reverse') : null
}

/** How many keys a plan runs over. */
export function width(plan: Plan, all: number): number {
  if (plan.by === 'scan') return all
  if (plan.by === 'union') return plan.plans.reduce((sum, part) => sum + width(part, all), 0)
  return plan.bounds.reduce((sum, bounds) => sum + plan.index.stretch(bounds).size, 0)
}

const sortingCost = (n: number): number => n * Math.log2(n + 2) * 0.3

/** Chooses the cheapest way. `wanted` is how many documents will be taken (skip + limit). */
export function choose(query: Query, sort: readonly SortKey[], wanted: number, indexes: readonly Index[], all: number): Plan {
  const by = conditions(query)
  let best: Plan = { by: 'scan' }
  // One more than it looks at, so that in a handful of documents an index that fits is taken.
  let bestCost = all + 1 + (sort.length > 0 ? sortingCost(all) : 0)
  const consider = (plan: Plan, cost: number): void => {
    if (cost < bestCost) [best, bestCost] = [plan, cost]
  }
  for (const index of indexes) {
    const { bounds, equal, used } = boundsFor(index, by)
    const fixed = bounds.length === 1 ? equal : 0
    const sorted = bounds.length === 1 ? direction(index, sort, fixed) : null
    if (used === 0 && !sorted) continue
    const plan: Plan = { by: 'index', index, bounds, sorted, fixed }
    const keys = used === 0 ? all : width(plan, all)
    // A served order lets the reading stop early; how early is a guess where other conditions remain.
    const rest = by.size > used || query.kind !== 'and' ? 0.5 : 0
    const cost = sorted ? Math.min(keys, wanted + rest * keys * 0.2) : keys * 1.05 + (sort.length > 0 ? sortingCost(keys) : 0)
    consider(plan, cost)
  }
  const or = query.kind === 'or' ? query : query.kind === 'and' ? query.parts.find((part) => part.kind === 'or') : undefined
  if (or && or.kind === 'or') {
    const plans = or.parts.map((part) => choose(part, [], Infinity, indexes, all))
    if (plans.every((plan) => plan.by !== 'scan')) {
      const plan: Plan = { by: 'union', plans }
      const keys = width(plan, all)
      consider(plan, keys * 1.2 + (sort.length > 0 ? sortingCost(keys) : 0))
    }
  }
  return best
}

/** A plan in words, for `explain` and the window. */
export function describe(plan: Plan): string {
  if (plan.by === 'scan') return 'whole collection'
  if (plan.by === 'union') return plan.plans.map(describe).join(' + ')
  return `index ${plan.index.spec.name}, ${plan.bounds.length} range(s)${plan.sorted ? `, in order (${plan.sorted})` : ''}`
}
