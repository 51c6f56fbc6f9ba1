import { isArray, isDoc, type Doc, type Value, Binary, Decimal128, Long, MaxKey, MinKey, ObjectId, Timestamp } from './types'

/** What an empty array sorts as: MongoDB puts it below null. It stands in keys only, never in documents. */
export const EMPTY = Object.freeze({ _bsontype: 'EmptyArray' }) as unknown as Value

/**
 * MongoDB's order of types (manual, "Comparison/Sort Order"). A missing field counts as null.
 * Numbers of every width are one type.
 */
export function rank(value: Value): number {
  switch (typeof value) {
    case 'undefined':
      return 2
    case 'number':
      return 3
    case 'string':
      return 4
    case 'boolean':
      return 9
  }
  if (value === null) return 2
  if (isArray(value)) return 6
  if (value instanceof Date) return 10
  if (value instanceof RegExp) return 12
  if (value === EMPTY) return 1
  if (value instanceof ObjectId) return 8
  // Timestamp before Long: it is a subclass.
  if (value instanceof Timestamp) return 11
  if (value instanceof Long || value instanceof Decimal128) return 3
  if (value instanceof Binary) return 7
  if (value instanceof MinKey) return 0
  if (value instanceof MaxKey) return 13
  return 5
}

/** By UTF-8 bytes, as MongoDB's simple collation: differs from `<` only where surrogates meet U+E000 and above. */
export function compareStrings(a: string, b: string): number {
  if (a === b) return 0
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i)
    const y = b.charCodeAt(i)
    if (x === y) continue
    const xHigh = x >= 0xd800 && x < 0xe000
    const yHigh = y >= 0xd800 && y < 0xe000
    if (xHigh !== yHigh) return xHigh ? (y >= 0xe000 ? 1 : x - y) : x >= 0xe000 ? -1 : x - y
    return x - y
  }
  return a.length - b.length
}

/** The number behind any numeric value, as exactly as a double can say it. */
export function toNumber(value: Value): number {
  if (typeof value === 'number') return value
  if (value instanceof Long) return value.toNumber()
  if (value instanceof Decimal128) return Number(value.toString())
  return NaN
}

export const isNumeric = (value: Value): boolean => rank(value) === 3

function compareNumbers(a: Value, b: Value): number {
  const x = toNumber(a)
  const y = toNumber(b)
  if (x < y) return -1
  if (x > y) return 1
  if (x === y) {
    if (a instanceof Long && b instanceof Long) return a.compare(b)
    return 0
  }
  // NaN sorts below every number and equals itself.
  return Number(Number.isNaN(y)) - Number(Number.isNaN(x))
}

const compareBytes = (a: Uint8Array, b: Uint8Array): number => a.length - b.length || Buffer.compare(a, b)

function compareDocs(a: Doc, b: Doc): number {
  const x = Object.keys(a)
  const y = Object.keys(b)
  const length = Math.min(x.length, y.length)
  for (let i = 0; i < length; i++) {
    const k = x[i] as string
    const l = y[i] as string
    const byType = rank(a[k]) - rank(b[l])
    if (byType !== 0) return byType
    const byName = compareStrings(k, l)
    if (byName !== 0) return byName
    const byValue = compareValues(a[k], b[l])
    if (byValue !== 0) return byValue
  }
  return x.length - y.length
}

/** Orders any two values as MongoDB does; arrays and documents as a whole, element by element. */
export function compareValues(a: Value, b: Value): number {
  if (a === b) return 0
  if (typeof a === 'string' && typeof b === 'string') return compareStrings(a, b)
  const type = rank(a)
  const byType = type - rank(b)
  if (byType !== 0) return byType
  switch (type) {
    case 3:
      return compareNumbers(a, b)
    case 5:
      return compareDocs(a as Doc, b as Doc)
    case 6: {
      const x = a as Value[]
      const y = b as Value[]
      const length = Math.min(x.length, y.length)
      for (let i = 0; i < length; i++) {
        const order = compareValues(x[i], y[i])
        if (order !== 0) return order
      }
      return x.length - y.length
    }
    case 7: {
      const x = a as Binary
      const y = b as Binary
      return x.buffer.length - y.buffer.length || x.sub_type - y.sub_type || compareBytes(x.buffer, y.buffer)
    }
    case 8:
      return compareStrings((a as ObjectId).toHexString(), (b as ObjectId).toHexString())
    case 9:
      return Number(a) - Number(b)
    case 10:
      return (a as Date).getTime() - (b as Date).getTime()
    case 11:
      return (a as unknown as Long).compare(b as unknown as Long)
    case 12:
      return compareStrings((a as RegExp).source, (b as RegExp).source) || compareStrings((a as RegExp).flags, (b as RegExp).flags)
    default:
      return 0
  }
}

/** Equality as MongoDB's: 1 equals Long 1, and the order of a document's fields counts. */
export const equals = (a: Value, b: Value): boolean => compareValues(a, b) === 0

/** Exactly the same value: what decides whether an update changed anything. */
export function identical(a: Value, b: Value): boolean {
  if (typeof a !== 'object' || a === null || typeof b !== 'object' || b === null) return Object.is(a, b)
  if (isArray(a)) return isArray(b) && a.length === b.length && a.every((item, i) => identical(item, b[i]))
  if (isDoc(a)) {
    if (!isDoc(b)) return false
    const x = Object.keys(a)
    const y = Object.keys(b)
    return x.length === y.length && x.every((key, i) => key === y[i] && identical(a[key], (b as Doc)[key]))
  }
  return a.constructor === b.constructor && equals(a, b)
}
