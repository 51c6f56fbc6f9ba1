/** Single values as people write them: names, telephones, ID numbers, and the words for codes. */
import { educations, ethnicities, type Sex, type Standing } from '../../../types/contracts/codes'
import { isDay, readIdNumber } from '../../regulations/roster-rules'
import { normalName } from '../person'
import type { Cell } from './sheet'

/** The text of a cell: full-width forms folded, ends trimmed, inner white space one blank; fillers such as `/` and 无 are empty. */
export function plainText(cell: Cell | undefined): string {
  if (!cell) return ''
  const text = cell.shown.normalize('NFKC').replace(/[\u200b-\u200f\ufeff]/g, '').replace(/\s+/g, ' ').trim()
  return /^([/\\\-—–_.*]+|无|暂无|空|没有|N\/?A|NULL|None)$/i.test(text) ? '' : text
}

const withoutSpace = (text: string): string => text.replace(/[\s\u200b-\u200f\ufeff]/gu, '')

/** The name in a cell as the roster keeps it; no compatibility folding, which would make one of two rare characters. */
export const readName = (cell: Cell | undefined): string => (!cell || cell.isError ? '' : normalName(cell.shown))

/** Something in a name that is no part of one: digits, brackets, or a character that only one computer's font knows. */
// A long text is no name, and a pattern over all of it can exhaust the stack.
export const isOddName = (name: string): boolean => name.length > 100 || !/^[\p{Script=Han}\p{L}· '’-]+$/u.test(name)

export type PhoneReading = { phone: string; several: boolean } | null

/** A mobile or fixed number as text without spaces, dashes and +86; of several the first; null where there is none. */
export function readPhone(cell: Cell): PhoneReading {
  const text = cell.number === undefined ? cell.shown.normalize('NFKC') : String(cell.number)
  const parts = text.split(/[/、,;，；\n|或]/).map(part => withoutSpace(part).replace(/[-—–()]/g, '').replace(/^(\+|00)?86(?=1\d{10}$)/, '').replace(/\.0$/, '')).filter(part => part !== '')
  const phones = parts.filter(part => /^1\d{10}$/.test(part) || /^0\d{9,11}$/.test(part) || /^[2-8]\d{6,7}$/.test(part))
  return phones[0] === undefined ? null : { phone: phones[0], several: parts.length > 1 }
}

export type IdCell =
  /** `zeros`: valid, but it ends as a damaged number does, which one damaged number in eleven also passes. */
  | { kind: 'text'; id: string; zeros?: boolean }
  /** Typed as a number: only the first 15 digits are what was typed. `birthday` where they hold it. */
  | { kind: 'damaged'; birthday: string | null }
  /** 15 digits, issued before 1999. */
  | { kind: 'old' }

/** An ID number as it stands in a cell; its check digit is not judged here. */
export function readIdCell(cell: Cell): IdCell {
  const text = withoutSpace(cell.number !== undefined && Number.isInteger(cell.number) ? digitsOf(cell.number) : cell.shown.normalize('NFKC'))
    .replace(/["'‘’“”=]/g, '').toUpperCase()
  if (/^\d(\.\d+)?E\+?\d+$/.test(text)) return { kind: 'damaged', birthday: null }
  // Excel keeps 15 digits and puts zeros for the rest; a file saved as text no longer says that the cell was a number.
  if (/^\d{15}000$/.test(text)) return cell.number === undefined && readIdNumber(text).ok ? { kind: 'text', id: text, zeros: true } : { kind: 'damaged', birthday: birthdayIn(text) }
  if (/^\d{15}$/.test(text)) return { kind: 'old' }
  return { kind: 'text', id: text }
}

function digitsOf(number: number): string {
  const [digits, exponent] = number.toExponential(14).split('e+') as [string, string]
  const kept = digits.replace('.', '')
  return Number(exponent) >= 15 ? kept.padEnd(Number(exponent) + 1, '0') : String(number)
}

function birthdayIn(id: string): string | null {
  const day = `${id.slice(6, 10)}-${id.slice(10, 12)}-${id.slice(12, 14)}`
  return isDay(day) ? day : null
}

/** An ID number in a report: enough to find the cell, not enough to use it. */
export const maskId = (id: string): string => (id.replace(/\D/g, '').length > 10 ? `${id.slice(0, 6)}${'*'.repeat(id.length - 10)}${id.slice(-4)}` : id)

const sexWords: Record<string, Sex> = { 男: '1', 男性: '1', M: '1', '1': '1', 女: '2', 女性: '2', F: '2', '2': '2', 未知: '0', '0': '0', 未说明: '9', '9': '9' }
/** 男, 女 or the code → code; null where it is none. */
export const readSex = (text: string): Sex | null => sexWords[text.toUpperCase()] ?? null

const ethnicityByName = new Map(Object.entries(ethnicities).flatMap(([code, name]) => [[name, code], [name.replace(/族$/, ''), code]] as const))
/** 汉, 汉族 or the code → code; null where it is none. */
export function readEthnicity(text: string): string | null {
  const name = withoutSpace(text)
  return ethnicityByName.get(name) ?? ethnicityByName.get(name.replace(/族$/, '')) ?? (name.padStart(2, '0') in ethnicities ? name.padStart(2, '0') : null)
}

const shortEducations: Record<string, string> = {
  博士: '11', 博士研究生: '11', 博士毕业: '11', 硕士: '14', 硕士研究生: '14', 硕士毕业: '14', 研究生毕业: '10', 本科: '20', 大学: '20', 本科毕业: '21', 大学毕业: '21',
  专科: '30', 大专: '30', 大专毕业: '31', 专科毕业: '31', 中专: '41', 中职: '40', 职高: '44', 技校: '47', 高中: '60', 高中毕业: '61', 初中: '70', 小学: '80',
}
/** Enrolled: the level last finished counts (本科在读 has finished 普通高中). */
const finishedBefore: [RegExp, string][] = [[/博士/, '14'], [/硕士|研究生/, '21'], [/本科|大学|专科|大专/, '61']]
const educationByName = new Map(Object.entries(educations).map(([code, name]) => [name, code]))

export interface EducationReading { code: string; /** The text named a course that is not finished. */ enrolled: boolean }
/** The official word, a usual short form or the code → code; null where it is none. */
export function readEducation(text: string): EducationReading | null {
  const name = withoutSpace(text).replace(/[()]/g, '').replace(/^(全日制|在职)/, '').replace(/学历$/, '')
  const code = educationByName.get(name) ?? shortEducations[name] ?? (name in educations ? name : undefined)
  if (code) return { code, enrolled: false }
  const before = /在读|在校|生$/.test(name) ? finishedBefore.find(([pattern]) => pattern.test(name)) : undefined
  return before ? { code: before[1], enrolled: true } : null
}

const standingWords: Record<string, Standing> = {
  正式党员: 'full', 正式: 'full', 中共党员: 'full', 中共正式党员: 'full', 党员: 'full', '中共党员(正式)': 'full', '党员(正式)': 'full', 中国共产党党员: 'full',
  预备党员: 'probationary', 预备: 'probationary', 中共预备党员: 'probationary', '中共党员(预备)': 'probationary', '党员(预备)': 'probationary', 中国共产党预备党员: 'probationary',
}
/** 正式党员 or 预备党员 in their usual forms; `other` for words that name no member; null where it is unreadable. */
export function readStanding(text: string): Standing | 'other' | null {
  const word = withoutSpace(text)
  return standingWords[word] ?? (/积极分子|发展对象|申请人|团员|群众|民主党派|无党派/.test(word) ? 'other' : null)
}
