/** ID numbers that nobody has: regions of 9901 do not exist. */
import { checkCharacterOf } from '../../cloudfunctions/regulations/roster-rules'

/** A valid number; `order` is three digits, the last odd for men. */
export function fictitiousIdNumber(birthday: string, order: string, region = '990101'): string {
  const digits = `${region}${birthday.replaceAll('-', '')}${order}`
  return digits + checkCharacterOf(digits)
}
