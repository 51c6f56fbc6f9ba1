import { failed } from '../errors'
import { offsetOf } from './convert'

/** Civil dates in a time zone. Source: MongoDB manual, "Date Expression Operators" (Olson names or offsets; UTC by default). */

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone)
  if (!format) {
    try {
      format = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', era: 'short', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' })
    } catch {
      throw failed(`unrecognized time zone identifier: "${zone.slice(0, 60)}"`)
    }
    formats.set(zone, format)
  }
  return format
}

/** Milliseconds that a zone is ahead of UTC at a moment. */
export function zoneOffset(time: number, zone: string): number {
  if (zone === 'UTC' || zone === 'GMT' || zone === 'Z') return 0
  if (/^[+-]/.test(zone)) {
    if (!/^[+-]\d{2}(:?\d{2})?$/.test(zone)) throw failed(`unrecognized time zone identifier: "${zone.slice(0, 60)}"`)
    return offsetOf(zone)
  }
  const parts = new Map(formatOf(zone).formatToParts(time).map(({ type, value }) => [type, value]))
  const part = (name: Intl.DateTimeFormatPartTypes): number => Number(parts.get(name))
  const year = parts.get('era') === 'BC' ? 1 - part('year') : part('year')
  const local = utc(year, part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
  return local - (time - (((time % 1000) + 1000) % 1000))
}

/** Date.UTC without its special meaning of years below 100. */
export const utc = (year: number, month: number, day: number, hour = 0, minute = 0, second = 0, ms = 0): number =>
  new Date(0).setUTCFullYear(year, month, day) + ((hour * 60 + minute) * 60 + second) * 1000 + ms

/** The moment at which a zone's clock shows this local time (given as if it were UTC). */
export function fromLocal(local: number, zone: string): Date {
  const guess = local - zoneOffset(local, zone)
  return new Date(local - zoneOffset(guess, zone))
}

/** A moment as its zone's clock shows it, in the fields of UTC. */
export const toLocal = (date: Date, zone: string): Date => new Date(date.getTime() + zoneOffset(date.getTime(), zone))

const DAY = 86_400_000

export const dayOfYear = (local: Date): number => Math.floor((utc(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate()) - utc(local.getUTCFullYear(), 0, 1)) / DAY) + 1

/** 1 Monday to 7 Sunday. */
export const isoDay = (local: Date): number => local.getUTCDay() || 7

/** Weeks begin on Sunday; days before the first Sunday are week 0. */
export const week = (local: Date): number => Math.floor((dayOfYear(local) - 1 + 7 - local.getUTCDay()) / 7)

/** ISO 8601: the week's Thursday decides to which year it belongs. */
export function isoWeek(local: Date): { year: number; week: number } {
  const thursday = new Date(utc(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate() + 4 - isoDay(local)))
  return { year: thursday.getUTCFullYear(), week: Math.floor((dayOfYear(thursday) - 1) / 7) + 1 }
}

export type Unit = 'year' | 'quarter' | 'month' | 'week' | 'day' | 'hour' | 'minute' | 'second' | 'millisecond'
export const FIXED: Partial<Record<Unit, number>> = { week: 7 * DAY, day: DAY, hour: 3_600_000, minute: 60_000, second: 1000, millisecond: 1 }

/** Adds calendar units in a zone; the last day of a shorter month stands for what would lie beyond it. */
export function addUnits(date: Date, unit: Unit, amount: number, zone: string): Date {
  const fixed = FIXED[unit]
  if (fixed !== undefined && fixed < DAY) return new Date(date.getTime() + fixed * amount)
  const local = toLocal(date, zone)
  if (fixed !== undefined) return fromLocal(local.getTime() + fixed * amount, zone)
  const months = amount * (unit === 'year' ? 12 : unit === 'quarter' ? 3 : 1)
  const month = local.getUTCMonth() + months
  const year = local.getUTCFullYear() + Math.floor(month / 12)
  const inYear = ((month % 12) + 12) % 12
  const last = new Date(utc(year, inYear + 1, 0)).getUTCDate()
  return fromLocal(utc(year, inYear, Math.min(local.getUTCDate(), last)) + (((local.getTime() % DAY) + DAY) % DAY), zone)
}

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']

/** 0 Sunday to 6 Saturday, from a name or its first three letters. */
export function weekday(name: string): number {
  const found = WEEKDAYS.findIndex((day) => day === name.toLowerCase() || day.slice(0, 3) === name.toLowerCase())
  if (found < 0) throw failed(`unknown day of week value: ${name.slice(0, 30)}`)
  return found
}

const monthCount = (local: Date): number => local.getUTCFullYear() * 12 + local.getUTCMonth()
const dayCount = (local: Date): number => Math.floor(local.getTime() / DAY)

/** How many boundaries of the unit lie between two moments. */
export function difference(start: Date, end: Date, unit: Unit, zone: string, startOfWeek: number): number {
  const fixed = FIXED[unit] as number
  if (unit === 'millisecond') return end.getTime() - start.getTime()
  if (unit === 'hour' || unit === 'minute' || unit === 'second') {
    const [from, to] = [start, end].map((date) => Math.floor(toLocal(date, zone).getTime() / fixed)) as [number, number]
    return to - from
  }
  const [from, to] = [toLocal(start, zone), toLocal(end, zone)]
  const weeks = (local: Date): number => Math.floor((dayCount(local) + 4 - startOfWeek) / 7)
  switch (unit) {
    case 'day':
      return dayCount(to) - dayCount(from)
    case 'week':
      return weeks(to) - weeks(from)
    case 'month':
      return monthCount(to) - monthCount(from)
    case 'quarter':
      return Math.floor(monthCount(to) / 3) - Math.floor(monthCount(from) / 3)
    default:
      return to.getUTCFullYear() - from.getUTCFullYear()
  }
}

/** The beginning of the bin in which a moment lies; bins are counted from 1 January 2000 in the zone. */
export function truncate(date: Date, unit: Unit, binSize: number, zone: string, startOfWeek: number): Date {
  const fixed = FIXED[unit]
  if (fixed !== undefined && fixed < DAY) {
    const origin = fromLocal(utc(2000, 0, 1), zone).getTime()
    const bin = fixed * binSize
    return new Date(origin + Math.floor((date.getTime() - origin) / bin) * bin)
  }
  const local = toLocal(date, zone)
  if (fixed !== undefined) {
    // The first wanted weekday on or after 1 January 2000, which was a Saturday.
    const origin = utc(2000, 0, 1) + (unit === 'week' ? ((startOfWeek - 6 + 7) % 7) * DAY : 0)
    const bin = fixed * binSize
    return fromLocal(origin + Math.floor((local.getTime() - origin) / bin) * bin, zone)
  }
  const months = binSize * (unit === 'year' ? 12 : unit === 'quarter' ? 3 : 1)
  const count = Math.floor((monthCount(local) - 24_000) / months) * months + 24_000
  return fromLocal(utc(Math.floor(count / 12), count % 12, 1), zone)
}
