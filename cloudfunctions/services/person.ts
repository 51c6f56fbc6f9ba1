/** A person's record: how typed or imported items become stored ones. Used by the roster, imports and founding. */
import type { Standing } from '../../types/contracts/codes'
import type { Member, Organisation, PersonFacts } from '../platform/documents'
import { keyedHash, maskPhone, seal } from '../platform/secrets'

/** What is known of a person, in the clear and normalised; null = not known, absent = not said. */
export type PersonItems = Pick<PersonFacts, 'name' | 'standing'> & Partial<PersonFacts> & {
  phone?: string | null
  landline?: string | null
  address?: string | null
  idNumber?: string | null
}

/** The keyed hash by which an ID number is looked up; the same for x and X. */
export const idHashOf = (idNumber: string): string => keyedHash('id', idNumber.toUpperCase())

/** A name as it is kept: inner and outer spaces gone, one form of the middle dot (U+00B7). */
export const normalName = (name: string): string => name.replace(/[\s\u3000\u200b-\u200d\ufeff]+/g, '').replace(/[•‧・･∙⋅．.]/g, '·')

/** A number without spaces; a mobile one without dashes and country code too. */
function normalPhone(typed: string): string {
  const bare = typed.replace(/[\s-]/g, '').replace(/^(?:\+|00)?86(?=1\d{10}$)/, '')
  return /^1\d{10}$/.test(bare) ? bare : typed.replace(/[\s+]/g, '')
}

/** Names of typed fields that are no items of the person. */
const beside = ['groupId', 'organisationId', 'stage']

/** Typed items as a record keeps them: an empty string clears, spaces go, X is upper case. */
export function normalItems(typed: Record<string, unknown>): Partial<PersonItems> {
  const items: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(typed)) {
    if (value === undefined || beside.includes(key)) continue
    items[key] = value === '' ? null : value
  }
  if (typeof items.name === 'string') items.name = normalName(items.name)
  if (typeof items.idNumber === 'string') items.idNumber = items.idNumber.replace(/\s/g, '').toUpperCase()
  for (const field of ['phone', 'landline']) if (typeof items[field] === 'string') items[field] = normalPhone(items[field])
  return items as Partial<PersonItems>
}

/** What lists sort by and searches match: pinyin, initials, name, student number; lower case. */
export async function searchable(name: string, studentNumber: string | null): Promise<{ pinyin: string; searchKeys: string[] }> {
  // Loaded when a name is written, not with every call.
  const { pinyin } = await import('pinyin-pro')
  const syllables = pinyin(name, { toneType: 'none', type: 'array', surname: 'head', nonZh: 'consecutive' }).map(part => part.toLowerCase().replace(/[^a-z0-9]/g, '')).filter(Boolean)
  const whole = syllables.join('')
  return { pinyin: whole || name, searchKeys: [...new Set([name.toLowerCase(), whole, syllables.map(part => part[0]).join(''), studentNumber?.toLowerCase() ?? ''])].filter(Boolean) }
}

/** The stored form of some items: what is sensitive is hashed, sealed or masked here and nowhere else. */
export async function storedItems(items: Partial<PersonItems>, before: Pick<Member, '_id' | 'name' | 'studentNumber'>): Promise<Partial<Member>> {
  const { phone, landline, address, idNumber, ...plain } = items
  const stored: Partial<Member> = { ...plain }
  if (items.name !== undefined || items.studentNumber !== undefined) {
    const { pinyin, searchKeys } = await searchable(items.name ?? before.name, items.studentNumber === undefined ? before.studentNumber : items.studentNumber)
    Object.assign(stored, { sortKey: `${pinyin}_${before._id}`, searchKeys })
  }
  if (phone !== undefined) Object.assign(stored, { phone: phone ? seal(phone) : null, phoneMasked: phone ? maskPhone(phone) : null })
  if (landline !== undefined) Object.assign(stored, { landline: landline ? seal(landline) : null, landlineMasked: landline ? maskPhone(landline) : null })
  if (address !== undefined) stored.address = address ? seal(address) : null
  if (idNumber !== undefined) Object.assign(stored, { idHash: idNumber ? idHashOf(idNumber) : null, idTail: idNumber ? idNumber.slice(-4).toUpperCase() : null })
  return stored
}

/** A member of whom only the name is known. */
export async function blankMember(_id: string, organisation: Pick<Organisation, '_id' | 'name' | 'kind' | 'path'>, name: string, now: Date, standing: Standing = 'full'): Promise<Member> {
  const blank: Member = {
    _id, organisationId: organisation._id, organisationName: organisation.name, organisationKind: organisation.kind, path: organisation.path, groupId: null, groupName: null,
    name, sortKey: '', searchKeys: [], standing, sex: null, ethnicity: null, birthday: null, education: null, joinedOn: null, fullOn: null, job: null,
    studentNumber: null, className: null, phone: null, phoneMasked: null, address: null, idHash: null, idTail: null,
    posts: [], accountId: null, invitationId: null, archived: false, archivedAt: null, archiveReason: null, version: 1, createdAt: now, importId: null,
  }
  return { ...blank, ...await storedItems({ name, standing }, blank) }
}

/** A whole new member from what is known. */
export async function newMember(_id: string, organisation: Pick<Organisation, '_id' | 'name' | 'kind' | 'path'>, items: PersonItems, now: Date): Promise<Member> {
  const blank = await blankMember(_id, organisation, items.name, now, items.standing)
  return { ...blank, ...await storedItems(items, blank) }
}

/** What a record carries beside the national form's items, as it is answered: null where nothing was ever written. */
export const moreOf = (person: Omit<PersonFacts, 'standing'>) => ({
  nativePlace: person.nativePlace ?? null, grade: person.grade ?? null, major: person.major ?? null, appliedOn: person.appliedOn ?? null, activistOn: person.activistOn ?? null,
  prospectOn: person.prospectOn ?? null, sponsors: person.sponsors ?? null, mentors: person.mentors ?? null, remark: person.remark ?? null,
})
