import { failed } from '../errors'
import { compareValues, EMPTY, rank } from '../values/compare'
import { isArray, isDoc, type Doc, type Value } from '../values/types'
import type { Expression, Operator } from './expression'

/** What the operators of expressions are made from. */

const TYPE_NAMES: Record<number, string> = { 0: 'minKey', 3: 'number', 4: 'string', 5: 'object', 6: 'array', 7: 'binData', 8: 'objectId', 9: 'bool', 10: 'date', 11: 'timestamp', 12: 'regex', 13: 'maxKey' }

/** The name of a value's type, for messages and $type. */
export const typeName = (value: Value): string => {
  if (value === undefined) return 'missing'
  if (value === null) return 'null'
  if (typeof value === 'number') return numberType(value)
  const name = (value as { _bsontype?: string })._bsontype
  if (name === 'Long') return 'long'
  if (name === 'Decimal128') return 'decimal'
  return TYPE_NAMES[rank(value)] ?? 'object'
}

/** The SDK sends whole numbers as int or long by their size, so that is what they are here. */
const numberType = (value: number): string => ((value | 0) === value && !Object.is(value, -0) ? 'int' : Number.isSafeInteger(value) ? 'long' : 'double')

export const isNil = (value: Value): value is null | undefined => value === null || value === undefined

/** An operator over evaluated arguments: `[a, b]`, or a single one without brackets. */
export function simple(name: string, least: number, most: number, apply: (...values: Value[]) => Value): Operator {
  return (operand, read) => {
    const given = isArray(operand) ? operand : [operand]
    if (given.length < least || given.length > most) {
      const wanted = least === most ? `exactly ${least}` : most === Infinity ? `at least ${least}` : `between ${least} and ${most}`
      throw failed(`Expression ${name} takes ${wanted} arguments. ${given.length} were passed in.`)
    }
    const parts = given.map(read)
    return (scope) => apply(...parts.map((part) => part(scope)))
  }
}

/** One argument; null where it is null or missing. */
export const unary = (name: string, apply: (value: NonNullable<Value>) => Value): Operator => simple(name, 1, 1, (value) => (isNil(value) ? null : apply(value)))

/** An operator with named arguments. Unknown and missing names are refused when it is read. */
export function named<K extends string>(name: string, required: readonly K[], optional: readonly K[], build: (parts: Partial<Record<K, Expression>>, raw: Doc) => Expression, unread: readonly K[] = []): Operator {
  return (operand, read) => {
    if (!isDoc(operand)) throw failed(`${name} requires an object as an argument, found: ${typeName(operand)}`)
    for (const key of Object.keys(operand)) if (![...required, ...optional].includes(key as K)) throw failed(`Unrecognized argument to ${name}: ${key}`)
    for (const key of required) if (!Object.hasOwn(operand, key)) throw failed(`Missing '${key}' parameter to ${name}`)
    const parts: Partial<Record<K, Expression>> = {}
    for (const key of Object.keys(operand) as K[]) if (!unread.includes(key)) parts[key] = read(operand[key])
    return build(parts, operand)
  }
}

/** MongoDB's order in expressions: a missing value is below null. */
export const compare = (a: Value, b: Value): number => compareValues(a === undefined ? EMPTY : a, b === undefined ? EMPTY : b)

export function arrayOr(name: string, value: Value, what = 'argument'): Value[] {
  if (!isArray(value)) throw failed(`The ${what} to ${name} must be an array, but was of type: ${typeName(value)}`)
  return value
}

export function wholeNumber(name: string, value: Value, what = 'argument'): number {
  if (typeof value !== 'number' || !Number.isInteger(value)) throw failed(`${name} requires a whole number as ${what}, found: ${typeName(value)}`)
  return value
}
