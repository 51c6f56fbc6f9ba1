import { CloudError, failed, textOf } from '../errors'
import { ObjectId, isDoc, type Doc, type Value } from '../values/types'
import { addUnits, dayOfYear, difference, fromLocal, isoDay, isoWeek, toLocal, truncate, utc, week, weekday, zoneOffset, type Unit } from './calendar'
import { parseDate } from './convert'
import { formatDate, parseWithFormat } from './date-format'
import type { Expression, Operator, Scope } from './expression'
import { isNil, named, typeName } from './operator-kit'

/** Dates. Source: MongoDB manual, "Date Expression Operators". */

function dateOf(name: string, value: Value): Date {
  if (value instanceof Date) return value
  if (value instanceof ObjectId) return value.getTimestamp()
  throw failed(`${name} requires a date, found: ${typeName(value)}`)
}

/** The zone to use; null where the given one is null. */
function zoneOf(name: string, zone: Expression | undefined, scope: Scope): string | null {
  if (!zone) return 'UTC'
  const value = zone(scope)
  if (isNil(value)) return null
  if (typeof value !== 'string') throw failed(`${name}: timezone must evaluate to a string, found ${typeName(value)}`)
  // Checked here, so that a wrong one is refused even for dates that need no look at it.
  zoneOffset(0, value)
  return value
}

/** One part of a date: of the date itself, or of {date, timezone}. */
const part = (name: string, get: (local: Date) => Value): Operator => (operand, read) => {
  const spec = isDoc(operand) && 'date' in operand ? operand : { date: Array.isArray(operand) && operand.length === 1 ? operand[0] : operand }
  return named(name, ['date'], ['timezone'], ({ date, timezone }) => (scope) => {
    const value = date?.(scope)
    const zone = zoneOf(name, timezone, scope)
    return isNil(value) || zone === null ? null : get(toLocal(dateOf(name, value), zone))
  })(spec as Doc, read)
}

const dateToString: Operator = named('$dateToString', ['date'], ['format', 'timezone', 'onNull'], ({ date, format, timezone, onNull }) => (scope) => {
  const value = date?.(scope)
  const zone = zoneOf('$dateToString', timezone, scope)
  const pattern = format ? format(scope) : timezone ? '%Y-%m-%dT%H:%M:%S.%L' : '%Y-%m-%dT%H:%M:%S.%LZ'
  if (isNil(value)) return onNull ? onNull(scope) : null
  if (zone === null || isNil(pattern)) return null
  if (typeof pattern !== 'string') throw failed(`$dateToString requires that 'format' be a string, found: ${typeName(pattern)}`)
  return formatDate(dateOf('$dateToString', value), pattern, zone)
})

const dateFromString: Operator = named('$dateFromString', ['dateString'], ['format', 'timezone', 'onError', 'onNull'], ({ dateString, format, timezone, onError, onNull }) => (scope) => {
  const text = dateString?.(scope)
  if (isNil(text)) return onNull ? onNull(scope) : null
  const zone = zoneOf('$dateFromString', timezone, scope)
  const pattern = format?.(scope)
  if (zone === null || (format && isNil(pattern))) return null
  try {
    if (typeof text !== 'string') throw failed(`$dateFromString requires that 'dateString' be a string, found: ${typeName(text)}`)
    if (pattern !== undefined) return parseWithFormat(text, textOf(pattern), zone)
    const parsed = parseDate(text)
    const zoned = /(?:Z|UTC|GMT|[+-]\d{2}:?(?:\d{2})?)$/i.test(text.trim().replace(/^\d{4}-\d{1,2}-\d{1,2}/, ''))
    if (zoned && timezone) throw failed('you cannot pass in a date/time string with time zone information together with a timezone argument')
    return zoned ? parsed : fromLocal(parsed.getTime(), zone)
  } catch (error) {
    if (onError && error instanceof CloudError) return onError(scope)
    throw error
  }
})

const dateFromParts: Operator = named('$dateFromParts', [], ['year', 'month', 'day', 'isoWeekYear', 'isoWeek', 'isoDayOfWeek', 'hour', 'minute', 'second', 'millisecond', 'timezone'], (parts) => {
  const iso = parts.isoWeekYear !== undefined
  if (iso === (parts.year !== undefined)) throw failed("$dateFromParts requires either 'year' or 'isoWeekYear' to be present")
  return (scope) => {
    let missing = false
    const get = (name: Exclude<keyof typeof parts, 'timezone'>, otherwise: number): number => {
      const value = parts[name] ? parts[name](scope) : otherwise
      if (isNil(value)) missing = true
      else if (typeof value !== 'number' || !Number.isInteger(value)) throw failed(`'${name}' must evaluate to an integer, found ${typeName(value)}`)
      return isNil(value) ? 0 : value
    }
    const zone = zoneOf('$dateFromParts', parts.timezone, scope)
    const time = [get('hour', 0), get('minute', 0), get('second', 0), get('millisecond', 0)] as const
    let local: number
    if (iso) {
      const january4 = new Date(utc(get('isoWeekYear', 1970), 0, 4))
      local = utc(january4.getUTCFullYear(), 0, 4 - isoDay(january4) + 1 + (get('isoWeek', 1) - 1) * 7 + get('isoDayOfWeek', 1) - 1, ...time)
    } else local = utc(get('year', 1970), get('month', 1) - 1, get('day', 1), ...time)
    return missing || zone === null ? null : fromLocal(local, zone)
  }
})

const dateToParts: Operator = named('$dateToParts', ['date'], ['timezone', 'iso8601'], ({ date, timezone, iso8601 }) => (scope) => {
  const value = date?.(scope)
  const zone = zoneOf('$dateToParts', timezone, scope)
  if (isNil(value) || zone === null) return null
  const local = toLocal(dateOf('$dateToParts', value), zone)
  const clock = { hour: local.getUTCHours(), minute: local.getUTCMinutes(), second: local.getUTCSeconds(), millisecond: local.getUTCMilliseconds() }
  const weeks = isoWeek(local)
  return iso8601?.(scope) === true
    ? { isoWeekYear: weeks.year, isoWeek: weeks.week, isoDayOfWeek: isoDay(local), ...clock }
    : { year: local.getUTCFullYear(), month: local.getUTCMonth() + 1, day: local.getUTCDate(), ...clock }
})

const UNITS = new Set(['year', 'quarter', 'month', 'week', 'day', 'hour', 'minute', 'second', 'millisecond'])

function unitOf(name: string, unit: Expression | undefined, scope: Scope): Unit | null {
  const value = unit?.(scope)
  if (isNil(value)) return null
  if (typeof value !== 'string' || !UNITS.has(value)) throw failed(`${name}: unknown time unit value: ${textOf(value)}`)
  return value as Unit
}

const dateAdd = (name: string, sign: 1 | -1): Operator =>
  named(name, ['startDate', 'unit', 'amount'], ['timezone'], ({ startDate, unit, amount, timezone }) => (scope) => {
    const [start, by, size, zone] = [startDate?.(scope), unitOf(name, unit, scope), amount?.(scope), zoneOf(name, timezone, scope)]
    if (isNil(start) || by === null || isNil(size) || zone === null) return null
    if (typeof size !== 'number' || !Number.isInteger(size)) throw failed(`${name} expects integer amount of time units`)
    return addUnits(dateOf(name, start), by, size * sign, zone)
  })

const weekStart = (given: Expression | undefined, scope: Scope): number => (given ? weekday(textOf(given(scope))) : 0)

const dateDiff: Operator = named('$dateDiff', ['startDate', 'endDate', 'unit'], ['timezone', 'startOfWeek'], ({ startDate, endDate, unit, timezone, startOfWeek }) => (scope) => {
  const [start, end, by, zone] = [startDate?.(scope), endDate?.(scope), unitOf('$dateDiff', unit, scope), zoneOf('$dateDiff', timezone, scope)]
  if (isNil(start) || isNil(end) || by === null || zone === null) return null
  return difference(dateOf('$dateDiff', start), dateOf('$dateDiff', end), by, zone, weekStart(startOfWeek, scope))
})

const dateTrunc: Operator = named('$dateTrunc', ['date', 'unit'], ['binSize', 'timezone', 'startOfWeek'], ({ date, unit, binSize, timezone, startOfWeek }) => (scope) => {
  const [value, by, zone] = [date?.(scope), unitOf('$dateTrunc', unit, scope), zoneOf('$dateTrunc', timezone, scope)]
  const size = binSize ? binSize(scope) : 1
  if (isNil(value) || by === null || zone === null || isNil(size)) return null
  if (typeof size !== 'number' || !Number.isInteger(size) || size <= 0) throw failed('$dateTrunc requires a positive whole binSize')
  return truncate(dateOf('$dateTrunc', value), by, size, zone, weekStart(startOfWeek, scope))
})

export const dates: Readonly<Record<string, Operator>> = {
  $year: part('$year', (local) => local.getUTCFullYear()),
  $month: part('$month', (local) => local.getUTCMonth() + 1),
  $dayOfMonth: part('$dayOfMonth', (local) => local.getUTCDate()),
  $hour: part('$hour', (local) => local.getUTCHours()),
  $minute: part('$minute', (local) => local.getUTCMinutes()),
  $second: part('$second', (local) => local.getUTCSeconds()),
  $millisecond: part('$millisecond', (local) => local.getUTCMilliseconds()),
  $dayOfYear: part('$dayOfYear', dayOfYear),
  $dayOfWeek: part('$dayOfWeek', (local) => local.getUTCDay() + 1),
  $week: part('$week', week),
  $isoDayOfWeek: part('$isoDayOfWeek', isoDay),
  $isoWeek: part('$isoWeek', (local) => isoWeek(local).week),
  $isoWeekYear: part('$isoWeekYear', (local) => isoWeek(local).year),
  $dateToString: dateToString,
  $dateFromString: dateFromString,
  $dateFromParts: dateFromParts,
  $dateToParts: dateToParts,
  $dateAdd: dateAdd('$dateAdd', 1),
  $dateSubtract: dateAdd('$dateSubtract', -1),
  $dateDiff: dateDiff,
  $dateTrunc: dateTrunc,
}
