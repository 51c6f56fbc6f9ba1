/** How a sheet wants its days written. */

export const dateWritings = { words: '2024年6月1日', paddedWords: '2024年06月01日', dots: '2024.06.01', dotMonth: '2024.06', dashes: '2024-06-01', dashMonth: '2024-06', slashes: '2024/6/1', packed: '20240601', packedMonth: '202406', month: '2024年6月' } as const
export type DateWriting = keyof typeof dateWritings

const patterns: [RegExp, DateWriting][] = [
  [/(?:19|20|XX)\d\d年0\d月\d\d日|年0\d月0\d日|YYYY年MM月DD日/i, 'paddedWords'], [/(?:19|20)\d\d年\d{1,2}月\d{1,2}日/, 'words'], [/(?:19|20)\d\d年\d{1,2}月/, 'month'],
  [/(?:19|20)\d\d\.\d{1,2}\.\d{1,2}|Y{4}\.M+\.D+|X{4}\.X+\.X+/i, 'dots'], [/(?:19|20)\d\d\.\d{1,2}|Y{4}\.M+/i, 'dotMonth'],
  [/(?:19|20)\d\d-\d{1,2}-\d{1,2}|Y{4}-M+-D+/i, 'dashes'], [/(?:19|20)\d\d-\d{1,2}|Y{4}-M+/i, 'dashMonth'], [/(?:19|20)\d\d\/\d{1,2}\/\d{1,2}|Y{4}\/M+\/D+/i, 'slashes'],
  [/(?<!\d)(?:19|20)\d\d[01]\d[0-3]\d(?!\d)|YYYYMMDD/i, 'packed'], [/(?<!\d)(?:19|20)\d\d[01]\d(?!\d)|YYYYMM/i, 'packedMonth'],
]

/** The writing that an example shows, or null. */
const shownIn = (text: string): DateWriting | null => patterns.find(([pattern]) => pattern.test(text.normalize('NFKC')))?.[1] ?? null

/** How a column's days are written: as its example, as its header says, and 2024年6月1日 where neither does. */
export const writingOf = (header: string, sample: string): DateWriting =>
  shownIn(sample) ?? shownIn(header) ?? (/年月(?!日)/.test(header) ? 'dotMonth' : 'words')

/** `2003-05-01` in a writing. */
export function writtenAs(day: string, writing: DateWriting): string {
  const [y, m, d] = day.split('-') as [string, string, string]
  switch (writing) {
    case 'words': return `${y}年${Number(m)}月${Number(d)}日`
    case 'paddedWords': return `${y}年${m}月${d}日`
    case 'dots': return `${y}.${m}.${d}`
    case 'dotMonth': return `${y}.${m}`
    case 'dashes': return day
    case 'dashMonth': return `${y}-${m}`
    case 'slashes': return `${y}/${Number(m)}/${Number(d)}`
    case 'packed': return `${y}${m}${d}`
    case 'packedMonth': return `${y}${m}`
    case 'month': return `${y}年${Number(m)}月`
  }
}

/** The number by which a spreadsheet counts a day. */
export function serialOf(day: string, date1904: boolean): number {
  const days = Math.round((Date.parse(`${day}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / 86_400_000)
  return date1904 ? days - 1462 : days < 61 ? days - 1 : days
}
