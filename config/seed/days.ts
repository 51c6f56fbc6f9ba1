/** Calendar days and instants of the demo, counted from the day on which it is made; all in Asia/Shanghai. */
const HOUR = 3_600_000

/** An instant on the day that is `days` after the day of `today`, at `HH:mm` in Asia/Shanghai. */
export function at(today: Date, days: number, time: string): Date {
  const [hours, minutes] = time.split(':').map(Number) as [number, number]
  const midnight = Math.floor((today.getTime() + 8 * HOUR) / (24 * HOUR)) * 24 * HOUR - 8 * HOUR
  return new Date(midnight + days * 24 * HOUR + hours * HOUR + minutes * 60_000)
}

/** The calendar day of an instant, `YYYY-MM-DD`. */
export const dayOf = (instant: Date): string => new Date(instant.getTime() + 8 * HOUR).toISOString().slice(0, 10)

/** `2023-06-01` moved by whole years. */
export const plusYears = (day: string, years: number): string => `${Number(day.slice(0, 4)) + years}${day.slice(4).replace('-02-29', '-02-28')}`

/** The number of days that moves `days` to the next given weekday (0 is Sunday) on or after it. */
export function toWeekday(today: Date, days: number, weekday: number): number {
  const found = new Date(at(today, days, '12:00').getTime() + 8 * HOUR).getUTCDay()
  return days + ((weekday - found + 7) % 7)
}
