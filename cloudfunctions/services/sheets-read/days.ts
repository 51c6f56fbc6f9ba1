/** Calendar days as people write them in spreadsheets. */
import { isDay } from '../../regulations/roster-rules'
import type { Cell } from './sheet'

export type DayReading =
  | { ok: true; day: string; /** Only year and month were written; the day is the 1st. */ monthOnly: boolean; /** `2023.1` as a number may have been typed as 2023.10. */ lostZero?: boolean }
  | { ok: false; why: 'yearOnly' | 'twoDigitYear' | 'unreal' | 'unclear' }

const separators = '[.\\-/,、。·—–~ ]'
const full = new RegExp(`^(\\d{4})(?:年|${separators})(\\d{1,2})(?:月|${separators})(\\d{1,2})(?:日|号)?$`)
const month = new RegExp(`^(\\d{4})(?:年|${separators})(\\d{1,2})(?:月|月份)?$`)
const shortYear = new RegExp(`^\\d{2}(?:年|${separators})\\d{1,2}(?:(?:月|${separators})(?:\\d{1,2}日?)?)?$`)

/** Reads a cell as a calendar day: text in the usual forms, a true date, a day number, or a number such as 2023.6 and 20230601. */
export function readDay(cell: Cell, date1904: boolean): DayReading {
  const { number } = cell
  if (number === undefined) return fromText(cell.shown)
  if (cell.isDate && number < 200_000) {
    const shown = fromText(cell.shown)
    return { ok: true, ...{ day: dayOfSerial(number, date1904), monthOnly: shown.ok && shown.monthOnly } }
  }
  if (Number.isInteger(number)) {
    // Day numbers of 1928 to 2119; smaller ones cannot be told from years, and nobody on a roster was born earlier.
    if (number >= 10_228 && number <= 80_000) return { ok: true, day: dayOfSerial(number, date1904), monthOnly: false }
    return fromText(String(number))
  }
  if (number >= 10_228 && number <= 80_000) return { ok: true, day: dayOfSerial(number, date1904), monthOnly: false }
  const shown = /^\d{4}\.\d{1,2}$/.test(cell.shown.trim()) ? cell.shown.trim() : String(Math.round(number * 100) / 100)
  const reading = fromText(shown)
  return reading.ok && /\.1$/.test(shown) ? { ...reading, lostZero: true } : reading
}

function fromText(shown: string): DayReading {
  const text = shown.normalize('NFKC').trim()
    .replace(/[T\s]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*Z?$/i, '')
    .replace(/[上下]午.*$|\s*星期.$/, '')
    .replace(/\s+(?=[年月日号.\-/])|(?<=[年月.\-/])\s+/g, '')
    .replace(/[.、,。]$/, '')
    .trim()
  const packed = /^(\d{4})(\d{2})(\d{2})?$/.exec(text)
  const parts = full.exec(text) ?? month.exec(text) ?? packed
  if (parts) {
    const [, y, m, d] = parts as unknown as [string, string, string, string?]
    const day = `${y}-${m.padStart(2, '0')}-${(d ?? '01').padStart(2, '0')}`
    return isDay(day) ? { ok: true, day, monthOnly: d === undefined } : { ok: false, why: 'unreal' }
  }
  if (/^\d{5}(\.\d+)?$/.test(text)) {
    const number = Number(text)
    return number >= 10_228 && number <= 80_000 ? { ok: true, day: dayOfSerial(number, false), monthOnly: false } : { ok: false, why: 'unclear' }
  }
  if (/^(19|20)\d{2}年?$/.test(text)) return { ok: false, why: 'yearOnly' }
  if (shortYear.test(text)) return { ok: false, why: 'twoDigitYear' }
  return { ok: false, why: 'unclear' }
}

/** Day 1 is 1900-01-01 and day 60 the 29 February 1900 that never was; with `date1904` day 0 is 1904-01-01. */
function dayOfSerial(serial: number, date1904: boolean): string {
  const days = Math.floor(serial + 1e-6) + (date1904 ? 1462 : 0)
  return new Date(Date.UTC(1899, 11, days < 60 ? 31 : 30) + days * 86_400_000).toISOString().slice(0, 10)
}
