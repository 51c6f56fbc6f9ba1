import { failed, textOf } from '../errors'
import { compareValues, equals, isNumeric, rank, toNumber } from '../values/compare'
import { makeRegExp } from '../values/ejson'
import { isArray, isDoc, type Doc, type Value } from '../values/types'

/** What one operator asks of one value. Source: MongoDB manual, "Query Predicates"; each refuses what MongoDB refuses. */
export interface Predicate {
  readonly test: (value: Value) => boolean
  /** Arrays at the end of the path stand for their elements too. */
  readonly expand: boolean
  /** True when no value at the path may pass, as for $ne. */
  readonly negate: boolean
}

const some = (test: (value: Value) => boolean): Predicate => ({ test, expand: true, negate: false })
const none = (test: (value: Value) => boolean): Predicate => ({ test, expand: true, negate: true })

const isNull = (value: Value): boolean => value === null || value === undefined

/** Equality as a query means it: null finds missing fields, a regular expression finds strings. */
export function equalTo(operand: Value, regexMatches: boolean): (value: Value) => boolean {
  if (isNull(operand)) return isNull
  if (operand instanceof RegExp) {
    const same = (value: Value): boolean => value instanceof RegExp && equals(value, operand)
    return regexMatches ? (value) => (typeof value === 'string' ? operand.test(value) : same(value)) : same
  }
  if (typeof operand === 'string' || typeof operand === 'boolean') return (value) => value === operand
  return (value) => value !== undefined && equals(value, operand)
}

function comparison(op: string, operand: Value): (value: Value) => boolean {
  if (operand instanceof RegExp) throw failed(`Can't have RegEx as arg to predicate over field '${op}'.`)
  if (isNull(operand)) return op === '$gte' || op === '$lte' ? isNull : () => false
  const type = rank(operand)
  const orEqual = op === '$gte' || op === '$lte'
  // NaN is comparable with itself only, although it sorts below every number.
  if (typeof operand === 'number' && Number.isNaN(operand)) return (value) => orEqual && typeof value === 'number' && Number.isNaN(value)
  const acrossTypes = type === 0 || type === 13
  const wanted = op === '$gt' || op === '$gte' ? 1 : -1
  return (value) => {
    if (value === undefined || (!acrossTypes && rank(value) !== type)) return false
    if (typeof value === 'number' && Number.isNaN(value) && !acrossTypes) return false
    const order = compareValues(value, operand)
    return order === 0 ? orEqual : order > 0 === wanted > 0
  }
}

function list(op: string, operand: Value): Value[] {
  if (!isArray(operand)) throw failed(`${op} needs an array`)
  for (const item of operand) if (isDoc(item) && Object.keys(item)[0]?.startsWith('$')) throw failed(`cannot nest $ under ${op}`)
  return operand
}

function oneOf(operand: Value[]): (value: Value) => boolean {
  const strings = new Set<Value>()
  const others: ((value: Value) => boolean)[] = []
  for (const item of operand) {
    if (typeof item === 'string') strings.add(item)
    else others.push(equalTo(item, true))
  }
  return (value) => strings.has(value) || others.some((test) => test(value))
}

function regex(operand: Value, options: Value): (value: Value) => boolean {
  if (options !== undefined && typeof options !== 'string') throw failed('$options has to be a string')
  if (operand instanceof RegExp) {
    if (options && operand.flags) throw failed('options set in both $regex and $options')
    return equalTo(options ? makeRegExp(operand.source, options) : operand, true)
  }
  if (typeof operand !== 'string') throw failed('$regex has to be a string')
  return equalTo(makeRegExp(operand, options ?? ''), true)
}

function modulo(operand: Value): (value: Value) => boolean {
  if (!isArray(operand)) throw failed('malformed mod, needs to be an array')
  if (operand.length < 2) throw failed('malformed mod, not enough elements')
  if (operand.length > 2) throw failed('malformed mod, too many elements')
  const [divisor, remainder] = operand.map((part) => Math.trunc(toNumber(part))) as [number, number]
  if (Number.isNaN(divisor)) throw failed('malformed mod, divisor not a number')
  if (Number.isNaN(remainder)) throw failed('malformed mod, remainder not a number')
  if (divisor === 0) throw failed('divisor cannot be 0')
  // `+ 0` makes −0 equal 0.
  return (value) => isNumeric(value) && Number.isFinite(toNumber(value)) && (Math.trunc(toNumber(value)) % divisor) + 0 === remainder
}

const TYPES: Record<string, (value: Value) => boolean> = {}
const NUMBERS: Record<number, string> = {
  1: 'double', 2: 'string', 3: 'object', 4: 'array', 5: 'binData', 7: 'objectId', 8: 'bool', 9: 'date', 10: 'null',
  11: 'regex', 16: 'int', 17: 'timestamp', 18: 'long', 19: 'decimal', 127: 'maxKey', [-1]: 'minKey',
}
const RANKS: Record<string, number> = {
  string: 4, object: 5, array: 6, binData: 7, objectId: 8, bool: 9, date: 10, timestamp: 11, regex: 12, maxKey: 13, minKey: 0,
}
for (const [name, order] of Object.entries(RANKS)) TYPES[name] = (value) => rank(value) === order
const isInt32 = (value: Value): boolean => typeof value === 'number' && (value | 0) === value && !Object.is(value, -0)
// The SDK sends whole numbers as int or long by their size, so that is what they are here.
const isLong = (value: Value): boolean => (typeof value === 'number' && Number.isSafeInteger(value) && !isInt32(value)) || bsonType(value) === 'Long'
const bsonType = (value: Value): string | undefined => (value as { _bsontype?: string } | null | undefined)?._bsontype
Object.assign(TYPES, {
  null: (value: Value) => value === null,
  number: isNumeric,
  int: isInt32,
  long: isLong,
  decimal: (value: Value) => bsonType(value) === 'Decimal128',
  double: (value: Value) => typeof value === 'number' && !isInt32(value) && !isLong(value),
})

function typed(operand: Value): (value: Value) => boolean {
  const tests = (isArray(operand) ? operand : [operand]).map((type) => {
    const name = typeof type === 'number' ? (NUMBERS[type] ?? '') : textOf(type)
    const test = Object.hasOwn(TYPES, name) ? TYPES[name] : undefined
    if (!test) throw failed(`Unknown type name alias: ${textOf(type)}`)
    return test
  })
  return (value) => tests.some((test) => test(value))
}

function size(operand: Value): Predicate {
  if (typeof operand !== 'number' || !Number.isInteger(operand)) throw failed('$size must be a whole number')
  if (operand < 0) throw failed('$size may not be negative')
  return { test: (value) => isArray(value) && value.length === operand, expand: false, negate: false }
}

/** Bits of a mask given as a number or as a list of positions. */
function bits(op: string, operand: Value): (value: Value) => boolean {
  const positions: number[] = []
  if (isArray(operand)) positions.push(...operand.map(toNumber))
  else if (Number.isSafeInteger(operand) && (operand as number) >= 0) {
    for (let i = 0; i < 53; i++) if (BigInt(operand as number) & (1n << BigInt(i))) positions.push(i)
  } else throw failed(`${op} takes a non-negative whole number or a list of positions`)
  if (positions.some((at) => !Number.isInteger(at) || at < 0)) throw failed(`bit positions must be whole numbers >= 0 in ${op}`)
  const wantSet = op.endsWith('Set')
  const all = op.startsWith('$bitsAll')
  return (value) => {
    if (!isNumeric(value) || !Number.isSafeInteger(toNumber(value))) return false
    const number = BigInt.asUintN(64, BigInt(toNumber(value)))
    const ok = (at: number): boolean => Boolean(number & (1n << BigInt(Math.min(at, 63)))) === wantSet
    return all ? positions.every(ok) : positions.some(ok)
  }
}

/**
 * The predicate of one operator, or null when it is not a plain value operator (those that hold further queries
 * are in match.ts, geometry in geo.ts). `siblings` is the object it stands in, for $regex with $options.
 */
export function predicate(op: string, operand: Value, siblings: Doc): Predicate | null {
  switch (op) {
    case '$eq':
      return some(equalTo(operand, false))
    case '$ne':
      if (operand instanceof RegExp) throw failed("Can't have regex as arg to $ne.")
      return none(equalTo(operand, false))
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return some(comparison(op, operand))
    case '$in':
      return some(oneOf(list(op, operand)))
    case '$nin':
      return none(oneOf(list(op, operand)))
    case '$exists':
      return { test: (value) => value !== undefined, expand: true, negate: !truthy(operand) }
    case '$regex':
      return some(regex(operand, siblings['$options']))
    case '$mod':
      return some(modulo(operand))
    case '$type':
      return some(typed(operand))
    case '$size':
      return size(operand)
    case '$bitsAllSet':
    case '$bitsAllClear':
    case '$bitsAnySet':
    case '$bitsAnyClear':
      return some(bits(op, operand))
    default:
      return null
  }
}

export const truthy = (value: Value): boolean => value !== null && value !== undefined && value !== false && !(isNumeric(value) && toNumber(value) === 0)
