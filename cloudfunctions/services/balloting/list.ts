/** Lists of numbers, as they are pasted from a spreadsheet. Pure. */
import type { Refusal } from '../../../types/contracts/errors'

/** A number as it is compared: full-width forms, spaces and case say nothing. */
export const numberOf = (typed: string): string => typed.normalize('NFKC').replace(/\s/g, '').toUpperCase()

/** The numbers of a pasted list: one person a line, the number first. Refuses what stands there twice. */
export function readList(pasted: string): { numbers: string[] } | { refusal: Refusal } {
  const numbers: string[] = []
  const seen = new Set<string>()
  for (const line of pasted.split('\n')) {
    const number = numberOf(line.trim().split(/[\s,，;；、]+/)[0] ?? '')
    // A header, or a line without a number, names nobody.
    if (!/\d/.test(number)) continue
    if (seen.has(number)) return { refusal: { code: 'reviewListTwice', detail: { number } } }
    seen.add(number)
    numbers.push(number)
  }
  return numbers.length > 0 ? { numbers } : { refusal: { code: 'reviewListEmpty' } }
}
