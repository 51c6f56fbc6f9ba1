import { failed } from '../errors'
import { dayOfYear, fromLocal, isoDay, isoWeek, toLocal, utc, week, zoneOffset } from './calendar'
import { offsetOf } from './convert'

/** Format specifiers of $dateToString and $dateFromString. Source: MongoDB manual, "Format Specifiers". */

const pad = (value: number, width: number): string => String(value).padStart(width, '0')

function zoneText(offset: number): string {
  const minutes = Math.abs(Math.round(offset / 60_000))
  return `${offset < 0 ? '-' : '+'}${pad(Math.floor(minutes / 60), 2)}${pad(minutes % 60, 2)}`
}

export function formatDate(date: Date, pattern: string, zone: string): string {
  const local = toLocal(date, zone)
  const offset = zoneOffset(date.getTime(), zone)
  return pattern.replace(/%(.?)/gs, (_, letter: string) => {
    switch (letter) {
      case 'Y':
        return pad(local.getUTCFullYear(), 4)
      case 'm':
        return pad(local.getUTCMonth() + 1, 2)
      case 'd':
        return pad(local.getUTCDate(), 2)
      case 'H':
        return pad(local.getUTCHours(), 2)
      case 'M':
        return pad(local.getUTCMinutes(), 2)
      case 'S':
        return pad(local.getUTCSeconds(), 2)
      case 'L':
        return pad(local.getUTCMilliseconds(), 3)
      case 'j':
        return pad(dayOfYear(local), 3)
      case 'w':
        return String(local.getUTCDay() + 1)
      case 'u':
        return String(isoDay(local))
      case 'U':
        return pad(week(local), 2)
      case 'V':
        return pad(isoWeek(local).week, 2)
      case 'G':
        return pad(isoWeek(local).year, 4)
      case 'z':
        return zoneText(offset)
      case 'Z':
        return String(Math.round(offset / 60_000))
      case '%':
        return '%'
      default:
        throw failed(letter === '' ? "Unmatched '%' at end of format string" : `Invalid format character '%${letter}' in format string`)
    }
  })
}

const PARTS: Record<string, string> = { Y: '(\\d{4})', m: '(\\d{1,2})', d: '(\\d{1,2})', H: '(\\d{1,2})', M: '(\\d{1,2})', S: '(\\d{1,2})', L: '(\\d{1,3})', j: '(\\d{1,3})', z: '([+-]\\d{2}:?\\d{2}|Z)', Z: '([+-]?\\d{1,4})', '%': '%' }

export function parseWithFormat(text: string, pattern: string, zone: string): Date {
  const order: string[] = []
  const source = pattern.replace(/%(.?)|[.*+?^${}()|[\]\\]/gs, (all, letter: string | undefined) => {
    if (!all.startsWith('%')) return `\\${all}`
    const part = PARTS[letter ?? '']
    if (part === undefined) throw failed(`Invalid format character '%${letter ?? ''}' in format string`)
    if (letter !== '%') order.push(letter as string)
    return part
  })
  const found = new RegExp(`^${source}$`, 's').exec(text)
  if (!found) throw failed(`Error parsing date string '${text.slice(0, 100)}' with format '${pattern.slice(0, 100)}'`)
  const given = new Map(order.map((letter, i) => [letter, found[i + 1] as string]))
  const number = (letter: string, otherwise: number): number => Number(given.get(letter) ?? otherwise)
  const day = given.has('j') ? number('j', 1) : number('d', 1)
  const month = given.has('j') ? 1 : number('m', 1)
  const local = utc(number('Y', 1970), month - 1, day, number('H', 0), number('M', 0), number('S', 0), Number((given.get('L') ?? '0').padEnd(3, '0')))
  const check = new Date(local)
  if (!given.has('j') && (check.getUTCDate() !== day || check.getUTCMonth() !== month - 1)) throw failed(`Error parsing date string '${text.slice(0, 100)}': there is no such day`)
  if (given.has('z')) return new Date(local - (given.get('z') === 'Z' ? 0 : offsetOf(given.get('z') as string)))
  if (given.has('Z')) return new Date(local - number('Z', 0) * 60_000)
  return fromLocal(local, zone)
}
