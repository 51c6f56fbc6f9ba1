import { failed } from '../errors'
import { isNumeric, toNumber } from '../values/compare'
import { Decimal128, Long, ObjectId, type Value } from '../values/types'
import { typeName } from './operator-kit'

/** Conversions between types. Source: MongoDB manual, "Type Expression Operators" ($toString, $toInt, …, $convert). */

const cannot = (value: Value, to: string): Error => failed(`Unsupported conversion from ${typeName(value)} to ${to} in $convert with no onError value`)

export function toText(value: Value): string {
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return String(value)
  if (value instanceof Date) return value.toISOString()
  if (value instanceof ObjectId) return value.toHexString()
  if (value instanceof Long || value instanceof Decimal128) return value.toString()
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value)
  throw cannot(value, 'string')
}

function parsed(value: string, to: string): number {
  // Plain decimal numbers only: no spaces, no hexadecimal.
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value)) throw failed(`Failed to parse number '${value.slice(0, 100)}' in $convert to ${to} with no onError value`)
  return Number(value)
}

export function toDouble(value: Value): number {
  if (isNumeric(value)) return toNumber(value)
  if (typeof value === 'boolean') return Number(value)
  if (value instanceof Date) return value.getTime()
  if (typeof value === 'string') return parsed(value, 'double')
  throw cannot(value, 'double')
}

export function toWhole(value: Value, to: 'int' | 'long'): Value {
  if (value instanceof Long && to === 'long') return value
  if (value instanceof Date && to === 'int') throw cannot(value, to)
  if (typeof value === 'string' && !/^[+-]?\d+$/.test(value)) throw failed(`Failed to parse number '${value.slice(0, 100)}' in $convert to ${to} with no onError value`)
  const whole = Math.trunc(toDouble(value))
  const limit = to === 'int' ? 2 ** 31 : 2 ** 63
  if (!Number.isFinite(whole) || whole >= limit || whole < -limit) throw failed(`Conversion would overflow target type in $convert to ${to} with no onError value`)
  if (typeof value === 'string' && !Number.isSafeInteger(whole)) return Long.fromString(value)
  return whole + 0
}

export const toBool = (value: Value): boolean => (typeof value === 'boolean' ? value : isNumeric(value) ? toNumber(value) !== 0 : true)

export function toDate(value: Value): Date {
  if (value instanceof Date) return value
  if (value instanceof ObjectId) return value.getTimestamp()
  if (isNumeric(value)) {
    const date = new Date(Math.trunc(toNumber(value)))
    if (Number.isNaN(date.getTime())) throw failed('the number lies outside of what a date can be in $convert with no onError value')
    return date
  }
  if (typeof value === 'string') return parseDate(value)
  throw cannot(value, 'date')
}

export function toObjectId(value: Value): ObjectId {
  if (value instanceof ObjectId) return value
  if (typeof value === 'string' && /^[0-9a-f]{24}$/i.test(value)) return new ObjectId(value)
  throw typeof value === 'string' ? failed(`Failed to parse objectId '${value.slice(0, 100)}' in $convert with no onError value`) : cannot(value, 'objectId')
}

/** ISO 8601, as the server reads it without a format: a date, with time, fraction and zone where given; UTC otherwise. */
const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?(?:\d{2})?)?$/i

export function parseDate(text: string): Date {
  const found = ISO.exec(text.trim())
  if (!found) throw failed(`an error occurred while parsing date string '${text.slice(0, 100)}'`)
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone = ''] = found
  const time = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second), Number(`0.${fraction || 0}`) * 1000)
  const date = new Date(time)
  if (Number(month) < 1 || Number(month) > 12 || date.getUTCDate() !== Number(day) || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) throw failed(`an error occurred while parsing date string '${text.slice(0, 100)}'`)
  return new Date(time - offsetOf(zone))
}

/** Milliseconds that a numeric zone is ahead of UTC. */
export function offsetOf(zone: string): number {
  const found = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone)
  return found ? (Number(found[2]) * 60 + Number(found[3] ?? 0)) * 60_000 * (found[1] === '-' ? -1 : 1) : 0
}
