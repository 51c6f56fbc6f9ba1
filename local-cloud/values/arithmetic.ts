import { failed } from '../errors'
import { toNumber } from './compare'
import { Decimal128, Long, type Value } from './types'

/** Arithmetic of updates and aggregations: doubles, and whole numbers exact up to 64 bits, as MongoDB's long. */
export interface Operation {
  readonly combine: (a: number, b: number) => number
  readonly exact: (a: bigint, b: bigint) => bigint
}

export const ADD: Operation = { combine: (a, b) => a + b, exact: (a, b) => a + b }
export const SUBTRACT: Operation = { combine: (a, b) => a - b, exact: (a, b) => a - b }
export const MULTIPLY: Operation = { combine: (a, b) => a * b, exact: (a, b) => a * b }

const isWhole = (value: Value): boolean => value instanceof Long || Number.isInteger(value)
const big = (value: Value): bigint => BigInt(value instanceof Long ? value.toString() : (value as number))
const MAX = 2n ** 63n

/** Both must be numeric. `overflow` says what happens beyond 64 bits: an error in updates, a double in aggregations. */
export function calculate({ combine, exact }: Operation, a: Value, b: Value, overflow: 'refuse' | 'double'): Value {
  if (a instanceof Decimal128 || b instanceof Decimal128) throw failed('arithmetic on Decimal128 is not supported by this local cloud')
  const result = combine(toNumber(a), toNumber(b))
  if (typeof a === 'number' && typeof b === 'number' && (Number.isSafeInteger(result) || !isWhole(a) || !isWhole(b))) return result
  if (!isWhole(a) || !isWhole(b)) return result
  // Whole doubles beyond 2^63 are doubles in MongoDB too.
  if ([a, b].some((value) => typeof value === 'number' && Math.abs(value) >= 2 ** 63)) return result
  const whole = exact(big(a), big(b))
  if (whole >= MAX || whole < -MAX) {
    if (overflow === 'double') return result
    throw failed('Failed to apply arithmetic to current value: the result does not fit into 64 bits')
  }
  return Number.isSafeInteger(Number(whole)) ? Number(whole) : Long.fromString(whole.toString())
}
