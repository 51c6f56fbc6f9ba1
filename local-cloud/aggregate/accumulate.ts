import { ADD, calculate } from '../values/arithmetic'
import { isNumeric, toNumber } from '../values/compare'
import { compareValues } from '../values/compare'
import type { Value } from '../values/types'
import { isNil } from './operator-kit'

/** Sums and the like over a list of values, as $group and the expressions of the same names share them. */

/** What is no number is left out. */
export const sumOf = (values: readonly Value[]): Value => values.reduce<Value>((sum, value) => (isNumeric(value) ? calculate(ADD, sum, value, 'double') : sum), 0)

/** Null where there is no number. */
export function averageOf(values: readonly Value[]): Value {
  const numbers = values.filter(isNumeric)
  return numbers.length === 0 ? null : toNumber(sumOf(numbers)) / numbers.length
}

/** The largest (`sign` 1) or smallest (-1) value; null and missing are left out. */
export function extremeOf(values: readonly Value[], sign: 1 | -1): Value {
  let best: Value = null
  for (const value of values) if (!isNil(value) && (best === null || compareValues(value, best) * sign > 0)) best = value
  return best
}

/** Standard deviation; `less` 0 for a population, 1 for a sample. Null where there are too few numbers. */
export function deviationOf(values: readonly Value[], less: 0 | 1): Value {
  const numbers = values.filter(isNumeric).map(toNumber)
  if (numbers.length <= less) return null
  // Welford's method, as the server does: stable where the mean is large.
  let mean = 0
  let squares = 0
  numbers.forEach((value, i) => {
    const delta = value - mean
    mean += delta / (i + 1)
    squares += delta * (value - mean)
  })
  return Math.sqrt(squares / (numbers.length - less))
}
