/** What has been typed for a person over what is kept: only changed items are sent, so that others' changes stay. */
import type { InputOf, OutputOf } from '../../../../types/contracts'
import type { ErrorCode, ErrorDetail } from '../../../../types/contracts/errors'

export type Fields = Omit<InputOf<'roster.add'>, 'organisationId'>
export type Field = keyof Fields
/** Items that were touched; an empty text clears. */
export type Draft = Partial<Fields>
type Person = OutputOf<'roster.get'>

/** Items beside the national form's, as a student's record has them. */
export const moreFields = ['nativePlace', 'grade', 'major', 'appliedOn', 'activistOn', 'prospectOn', 'sponsors', 'mentors', 'remark'] as const

/** What is kept of a person, as the form shows it. Secret items are never sent back whole, so they begin empty. */
export function keptOf(person: Person | null): Draft {
  if (!person) return {}
  const { name, standing, ethnicity, birthday, education, joinedOn, fullOn, job, studentNumber, className, groupId } = person
  const sex = person.sex === '0' || person.sex === '1' || person.sex === '2' || person.sex === '9' ? person.sex : undefined
  const empty = (value: string | null): string => value ?? ''
  return {
    name, standing, ...(sex ? { sex } : {}), ethnicity: empty(ethnicity), birthday: empty(birthday), education: empty(education), joinedOn: empty(joinedOn), fullOn: empty(fullOn),
    job: empty(job), studentNumber: empty(studentNumber), className: empty(className), groupId: empty(groupId),
    ...Object.fromEntries(moreFields.map((field) => [field, empty(person[field])])),
  }
}

/** Secret items of which something is kept: here an empty draft clears them, an untouched one leaves them. */
const secrets: readonly Field[] = ['phone', 'landline', 'address', 'idNumber']

/** The items to send: touched and different from what is kept. A probationary member keeps no date of full membership. */
export function changesOf(draft: Draft, kept: Draft): Draft {
  const standing = draft.standing ?? kept.standing
  const whole: Draft = standing === 'probationary' && (draft.fullOn || kept.fullOn) ? { ...draft, fullOn: '' } : draft
  const changed = Object.entries(whole).filter(([name, value]) => {
    const text = typeof value === 'string' ? value.trim() : value
    return secrets.includes(name as Field) ? text !== undefined : text !== (kept[name as Field] ?? '')
  })
  return Object.fromEntries(changed.map(([name, value]) => [name, typeof value === 'string' ? value.trim() : value])) as Draft
}

/** What the ID number says already need not be typed: birthday and sex are filled in where nothing stands yet. */
export function withIdRead(draft: Draft, kept: Draft): Draft {
  const found = /^\d{6}((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{2}(\d)[\dXx]$/.exec(draft.idNumber?.trim() ?? '')
  if (!found) return draft
  const [, year, month, day, order] = found
  const now = { ...kept, ...draft }
  return { ...draft, ...(now.birthday ? {} : { birthday: `${year}-${month}-${day}` }), ...(now.sex ? {} : { sex: Number(order) % 2 ? '1' as const : '2' as const }) }
}

/** A masked ID number as it is said: only its last four characters are kept. */
export const idText = (masked: string | null): string | null => (masked?.startsWith('*') ? `末四位 ${masked.replace(/^\*+/, '')}` : masked)

/** What is wrong before anything is sent, by item. */
export function faultsOf(draft: Draft, kept: Draft): Partial<Record<Field, string>> {
  const now = { ...kept, ...draft }
  return {
    ...(now.name?.trim() ? {} : { name: '请填写姓名' }),
    ...(now.standing ? {} : { standing: '请选择人员类别' }),
    ...(draft.idNumber && !/^\d{17}[\dXx]$/.test(draft.idNumber.trim()) ? { idNumber: '身份证号是18位，末位可能是X' } : {}),
    ...(now.joinedOn && now.fullOn && now.standing === 'full' && now.fullOn < now.joinedOn ? { fullOn: '转正日期不能早于加入党组织日期' } : {}),
  }
}

/** The item that a refusal of the server is about; null where it is about the whole. */
export function fieldOf(code: ErrorCode, detail: ErrorDetail): Field | null {
  const about = `${String(detail.what ?? '')}`
  if (code === 'idWrong' || code === 'personElsewhere') return 'idNumber'
  if (code === 'datesWrong' || code === 'badInput') {
    const words: [string, Field][] = [['手机', 'phone'], ['固定电话', 'landline'], ['发展对象', 'prospectOn'], ['积极分子', 'activistOn'], ['申请', 'appliedOn'], ['转为正式', 'fullOn'], ['转正', 'fullOn'], ['加入党组织', 'joinedOn'], ['出生', 'birthday'], ['性别', 'sex'], ['身份证', 'idNumber'], ['姓名', 'name'], ['学号', 'studentNumber'], ['班级', 'className'], ['岗位', 'job'], ['住址', 'address']]
    return words.find(([word]) => about.includes(word))?.[1] ?? null
  }
  return null
}
