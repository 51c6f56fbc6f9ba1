/** What may be wrong with what is typed for a member: on the roster, when two records become one, when a member asks for a correction. */
import type { Refusal } from '../../types/contracts/errors'
import { whyItemsWrong, type TypedItems } from './person-rules'
import { ageOn, rosterRules, whyFullDateWrong } from './roster-rules'

/** The typed items of a person that are judged together. */
export interface TypedPerson extends TypedItems { standing: string; joinedOn?: string | null; fullOn?: string | null }

/** What is wrong with a typed person: the ID number, what disagrees with it, dates in an impossible order. */
export function whyCannotRecord(person: TypedPerson, today: string): Refusal | null {
  const wrong = whyItemsWrong(person, today)
  if (wrong) return wrong
  if (person.joinedOn && person.joinedOn > today) return { code: 'datesWrong', detail: { what: '加入党组织日期还没有到，请核对' } }
  if (person.fullOn && person.fullOn > today) return { code: 'datesWrong', detail: { what: '转为正式党员日期还没有到，请核对' } }
  if (person.birthday && person.joinedOn && ageOn(person.birthday, person.joinedOn) < rosterRules.minimumAge.value) return { code: 'datesWrong', detail: { what: `加入党组织时不满${rosterRules.minimumAge.value}岁，请核对日期` } }
  if (person.standing === 'probationary' && person.fullOn) return { code: 'datesWrong', detail: { what: '预备党员还没有转正日期，请核对' } }
  if (person.joinedOn && person.fullOn) {
    const wrongOrder = whyFullDateWrong(person.joinedOn, person.fullOn)
    if (wrongOrder) return { code: 'datesWrong', detail: { what: wrongOrder } }
  }
  return null
}
