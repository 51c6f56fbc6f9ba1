/** Words that rules and screens share. Pure: no clock, no zone tables. */

const two = (n: number): string => String(n).padStart(2, '0')

/** An instant in words for a sentence, in Asia/Shanghai (UTC+8 all year since 1991): `11月20日 14:30`. */
export function timeInWords(instant: Date): string {
  const local = new Date(instant.getTime() + 8 * 3_600_000)
  return `${local.getUTCMonth() + 1}月${local.getUTCDate()}日 ${two(local.getUTCHours())}:${two(local.getUTCMinutes())}`
}

/** A day `YYYY-MM-DD` in words: `2026年11月20日`. */
export const dayInWords = (day: string): string => { const [year, month, date] = day.split('-').map(Number); return `${year}年${month}月${date}日` }

/** `day` moved by so many days; both `YYYY-MM-DD`. */
export const dayPlus = (day: string, days: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

/** A share of people as it is said: a third where the branch has set no other. */
export const percentInWords = (percent: number | null): string => (percent === null ? '三分之一' : `${percent}%`)

/** A name without what a file name cannot hold, and without spaces. */
export const fileSafe = (name: string): string => name.replace(/[\\/:*?"<>|\s]/g, '')
