/** What may be wrong with the items of a person, whether member or applicant. */
import type { Refusal } from '../../types/contracts/errors'
import { idFaults, readIdNumber } from './roster-rules'

/** Typed items that are judged together; null and absent: nothing typed. */
export interface TypedItems { idNumber?: string | null; birthday?: string | null; sex?: string | null; phone?: string | null; landline?: string | null }

const wrong = (what: string): Refusal => ({ code: 'datesWrong', detail: { what } })

/** Why typed items cannot be right: the ID number (GB 11643-1999) and what disagrees with it, telephones, a birthday to come. */
export function whyItemsWrong(person: TypedItems, today: string): Refusal | null {
  if (person.idNumber) {
    const reading = readIdNumber(person.idNumber)
    if (!reading.ok) return { code: 'idWrong', detail: { what: idFaults[reading.wrong] } }
    if (person.birthday && person.birthday !== reading.birthday) return wrong(`出生日期与身份证号不一致，身份证号上是${reading.birthday}，请核对`)
    if (person.sex && person.sex !== reading.sex && (person.sex === '1' || person.sex === '2')) return wrong('性别与身份证号不一致，请核对')
  }
  if (person.phone && !/^[\d-]{5,20}$/.test(person.phone)) return wrong('手机号只能是数字，请核对')
  if (person.landline && !/^[\d-]{5,20}$/.test(person.landline)) return wrong('固定电话只能是数字，请核对')
  return person.birthday && person.birthday > today ? wrong('出生日期还没有到，请核对') : null
}
