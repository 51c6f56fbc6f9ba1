import type { Matcher } from './match'
import type { Value } from '../values/types'
import { evaluate } from '../aggregate/expressions'
import { truthy } from './predicates'

/** $expr: an aggregation expression as a condition. */
export const expression = (value: Value): Matcher => {
  return (doc) => truthy(evaluate(doc, value))
}
