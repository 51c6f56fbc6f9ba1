import type { Refusal } from '../../../types/contracts/errors'
import { ageOn, idFaults, readIdNumber, rosterRules, whyFullDateWrong } from '../../regulations/roster-rules'
import type { Member } from '../../platform/documents'

/** The typed items of a person that are judged together. */
export interface TypedPerson { standing: string; idNumber?: string | null; birthday?: string | null; sex?: string | null; joinedOn?: string | null; fullOn?: string | null; phone?: string | null }

/** What is wrong with a typed person: the ID number, what disagrees with it, dates in an impossible order. */
export function whyCannotRecord(person: TypedPerson, today: string): Refusal | null {
  if (person.idNumber) {
    const reading = readIdNumber(person.idNumber)
    if (!reading.ok) return { code: 'idWrong', detail: { what: idFaults[reading.wrong] } }
    if (person.birthday && person.birthday !== reading.birthday) return { code: 'datesWrong', detail: { what: `出生日期与身份证号不一致，身份证号上是${reading.birthday}，请核对` } }
    if (person.sex && person.sex !== reading.sex && (person.sex === '1' || person.sex === '2')) return { code: 'datesWrong', detail: { what: '性别与身份证号不一致，请核对' } }
  }
  if (person.phone && !/^[\d-]{5,20}$/.test(person.phone)) return { code: 'datesWrong', detail: { what: '手机号只能是数字，请核对' } }
  if (person.birthday && person.birthday > today) return { code: 'datesWrong', detail: { what: '出生日期还没有到，请核对' } }
  if (person.joinedOn && person.joinedOn > today) return { code: 'datesWrong', detail: { what: '加入党组织日期还没有到，请核对' } }
  if (person.fullOn && person.fullOn > today) return { code: 'datesWrong', detail: { what: '转为正式党员日期还没有到，请核对' } }
  if (person.birthday && person.joinedOn && ageOn(person.birthday, person.joinedOn) < rosterRules.minimumAge.value) return { code: 'datesWrong', detail: { what: `加入党组织时不满${rosterRules.minimumAge.value}岁，请核对日期` } }
  if (person.standing === 'probationary' && person.fullOn) return { code: 'datesWrong', detail: { what: '预备党员还没有转正日期，请核对' } }
  if (person.joinedOn && person.fullOn) {
    const wrong = whyFullDateWrong(person.joinedOn, person.fullOn)
    if (wrong) return { code: 'datesWrong', detail: { what: wrong } }
  }
  return null
}

/** What the record still lacks, as a person calls it. */
export function missingOf(member: Member): string[] {
  const items: [unknown, string][] = [
    [member.idHash, '身份证号'], [member.sex, '性别'], [member.birthday, '出生日期'], [member.ethnicity, '民族'], [member.education, '学历'],
    [member.joinedOn, '加入党组织日期'], [member.standing === 'probationary' || member.fullOn, '转为正式党员日期'], [member.phone, '手机号'],
  ]
  return items.filter(([value]) => !value).map(([, label]) => label)
}

/** Whether a person may be taken off the roster: posts are ended first, so that nothing ends by the way. */
export function whyCannotArchive(member: Pick<Member, 'name' | 'archived' | 'posts'>, labelOf: (post: Member['posts'][number]['post']) => string): Refusal | null {
  if (member.archived) return { code: 'memberArchived', detail: { name: member.name } }
  const held = member.posts[0]
  return held ? { code: 'hasPosts', detail: { name: member.name, post: labelOf(held.post) } } : null
}
