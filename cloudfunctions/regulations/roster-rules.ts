/** What a roster entry must satisfy, with the source of each threshold, and the pure questions that follow from them. */

/** One threshold: its value, where it comes from, since when, and whether a branch may change it. */
export interface Threshold<T> {
  value: T
  regulation: string
  article: string
  /** Day on which this text came into force; empty where the source names none. */
  effectiveFrom: string
  /** fixed: by regulation; default: ours, may be changed. */
  kind: 'fixed' | 'default'
}

const admissionRules = '中国共产党发展党员工作细则（2026年修订）'
const collectionForm = '全国党员信息采集表（2017年）填写说明'

export const rosterRules = {
  /** Months from the admitting assembly until a probationary member may become a full member. */
  probationMonths: { value: 12, regulation: admissionRules, article: '第三十一条', effectiveFrom: '2026-05-11', kind: 'fixed' },
  /** Whoever was admitted between these days had no probation: both dates are the same. */
  noProbation: { value: { from: '1969-04-01', to: '1977-08-11' }, regulation: collectionForm, article: '转为正式党员日期', effectiveFrom: '', kind: 'fixed' },
  /** Years of age from which one may apply. */
  minimumAge: { value: 18, regulation: admissionRules, article: '第五条', effectiveFrom: '2026-05-11', kind: 'fixed' },
  /** Weights and check characters of the 18-character ID number. */
  idNumber: {
    value: { weights: [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2], check: '10X98765432' },
    regulation: 'GB 11643-1999 公民身份号码', article: '', effectiveFrom: '1999-07-01', kind: 'fixed',
  },
} satisfies Record<string, Threshold<unknown>>

/** Whether `day` is a real calendar day written `YYYY-MM-DD`. */
export function isDay(day: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return false
  const date = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day)
}

/** `day` moved by months; where the month has no such day, its last day (31 August + 6 months is 28 or 29 February). */
export function plusMonths(day: string, months: number): string {
  const [year, month, dayOfMonth] = day.split('-').map(Number) as [number, number, number]
  const first = new Date(Date.UTC(year, month - 1 + months, 1))
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
  first.setUTCDate(Math.min(dayOfMonth, last))
  return first.toISOString().slice(0, 10)
}

/** What an ID number says of its holder, or what is wrong with it. */
export type IdReading =
  | { ok: true; birthday: string; sex: '1' | '2'; tail: string }
  | { ok: false; wrong: 'length' | 'characters' | 'birthday' | 'checkDigit' }

/** Reads an 18-character ID number written without spaces and with an upper-case X. Source: `rosterRules.idNumber`. */
export function readIdNumber(id: string): IdReading {
  if (id.length !== 18) return { ok: false, wrong: 'length' }
  if (!/^\d{17}[\dX]$/.test(id)) return { ok: false, wrong: 'characters' }
  const birthday = `${id.slice(6, 10)}-${id.slice(10, 12)}-${id.slice(12, 14)}`
  if (!isDay(birthday)) return { ok: false, wrong: 'birthday' }
  if (checkCharacterOf(id) !== id[17]) return { ok: false, wrong: 'checkDigit' }
  return { ok: true, birthday, sex: Number(id[16]) % 2 === 1 ? '1' : '2', tail: id.slice(-4) }
}

/** The check character that belongs to the first 17 digits. */
export function checkCharacterOf(id: string): string {
  const { weights, check } = rosterRules.idNumber.value
  const sum = weights.reduce((total, weight, i) => total + weight * Number(id[i]), 0)
  return check[sum % 11]!
}

/** What is wrong with an ID number, as a person would say it; completes «身份证号…». */
export const idFaults: Record<Extract<IdReading, { ok: false }>['wrong'], string> = {
  length: '应当是18位',
  characters: '只能是数字，最后一位可以是 X',
  birthday: '第7到14位不是一个真实的日期',
  checkDigit: '与最后一位校验码对不上，多半是某一位输错了',
}

/** The day from which somebody admitted on `joinedOn` may be a full member. */
export const fullMemberFrom = (joinedOn: string): string => plusMonths(joinedOn, rosterRules.probationMonths.value)

/**
 * Why the two dates of a member cannot both be right, as one sentence; null where they can.
 * Equal dates are right only for those admitted while there was no probation. A date of which only the month is known
 * (its day is the 1st) gets the benefit of the doubt.
 */
export function whyFullDateWrong(joinedOn: string, fullOn: string, monthOnly: { joined: boolean; full: boolean } = { joined: false, full: false }): string | null {
  const { from, to } = rosterRules.noProbation.value
  const sameDay = joinedOn === fullOn || ((monthOnly.joined || monthOnly.full) && joinedOn.slice(0, 7) === fullOn.slice(0, 7))
  if (sameDay && joinedOn >= from && joinedOn <= to) return null
  const latestFull = monthOnly.full ? `${fullOn.slice(0, 7)}-31` : fullOn
  const due = fullMemberFrom(joinedOn)
  if (latestFull >= due) return null
  return `预备期是一年，${joinedOn}入党的同志最早${due}转正（只有${from}至${to}入党的两个日期可以相同）`
}

/** Whole years of age that somebody born on `birthday` has on `day`. */
export function ageOn(birthday: string, day: string): number {
  return Number(day.slice(0, 4)) - Number(birthday.slice(0, 4)) - (day.slice(5) < birthday.slice(5) ? 1 : 0)
}
