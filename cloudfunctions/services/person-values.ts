/** What is known of a person, item by item, as a sheet that is sent upstairs says it. Pure, apart from opening what is sealed. */
import { educations, ethnicities, memberships, posts as postLabels, sexes, stages, standings, type Sex } from '../../types/contracts/codes'
import type { Member } from '../platform/documents'
import type { Applicant } from '../platform/documents-dossier'
import { openText, type Sealed } from '../platform/secrets'
import { ageOn } from '../regulations/roster-rules'
import { axesOf } from './axes'

/** The items that can be asked for; a column of a sheet names one of them. */
export const personItems = [
  'number', 'name', 'sex', 'ethnicity', 'birthday', 'age', 'nativePlace', 'idNumber', 'studentNumber', 'grade', 'major', 'className', 'education', 'standing', 'politics', 'branch', 'superior', 'group', 'post',
  'appliedOn', 'activistOn', 'prospectOn', 'joinedOn', 'fullOn', 'joinAge', 'partyAge', 'sponsors', 'mentors', 'job', 'phone', 'landline', 'address', 'partyStatus', 'lost', 'lostOn', 'floating', 'floatingPlace', 'remark',
] as const
export type PersonItem = (typeof personItems)[number]

/** Somebody of whom a sheet speaks: on a roster, or on the way to it. */
export type KnownPerson = Member | Applicant

/** What a person's record does not say: where, and on which day, the sheet is written. */
export interface SheetPlace {
  branch: string
  /** The organisation above the branch. */
  superior?: string | null
  groupName?: string | null
  /** The number of the row, from 1. */
  n?: number
  /** `YYYY-MM-DD`. */
  day: string
}

/**
 * One item of one person. Days are `YYYY-MM-DD`, codes are words. `known` is false where nobody has written it down, so
 * that the cell has to be completed; an item that a person rightly has none of (转正日期 of a probationary member) is
 * known and null.
 */
export interface PersonValue { value: string | null; known: boolean }

const none: PersonValue = { value: null, known: true }
const unknown: PersonValue = { value: null, known: false }
/** A text as a cell can hold it: what a spreadsheet's XML cannot hold goes. */
const cellText = (text: string): string => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu, '')
const said = (text: string | null | undefined): PersonValue => (text ? { value: cellText(text), known: true } : unknown)
/** What may be left empty by right. */
const noted = (text: string | null | undefined): PersonValue => (text ? said(text) : none)
const opened = (sealed: Sealed | null | undefined): PersonValue => said(sealed ? openText(sealed) : null)
const years = (from: string | null | undefined, to: string | null | undefined): PersonValue => said(from && to && to >= from ? String(ageOn(from, to)) : null)
const yesOrNo = (yes: boolean): PersonValue => said(yes ? '是' : '否')

/** Whether somebody is a member, not on the way to it. */
export const isMember = (person: KnownPerson): person is Member => 'standing' in person

type Reader = (person: KnownPerson, place: SheetPlace) => PersonValue
const axes = (person: KnownPerson) => (isMember(person) ? axesOf(person) : null)

const readers: Record<PersonItem, Reader> = {
  number: (_person, place) => said(place.n === undefined ? null : String(place.n)),
  name: person => said(person.name),
  sex: person => said(person.sex === '1' || person.sex === '2' ? sexes[person.sex as Sex] : null),
  ethnicity: person => said(person.ethnicity ? ethnicities[person.ethnicity] : null),
  birthday: person => said(person.birthday),
  age: (person, place) => years(person.birthday, place.day),
  nativePlace: person => said(person.nativePlace),
  // Only its hash and last characters are kept.
  idNumber: () => unknown,
  studentNumber: person => said(person.studentNumber),
  grade: person => said(person.grade),
  major: person => said(person.major),
  className: person => said(person.className),
  education: person => said(person.education ? educations[person.education] : null),
  standing: person => said(isMember(person) ? standings[person.standing] : stages[person.stage]),
  politics: person => (isMember(person) ? said(person.standing === 'full' ? '中共党员' : '中共预备党员') : unknown),
  branch: (_person, place) => said(place.branch),
  superior: (_person, place) => said(place.superior),
  group: (person, place) => noted(place.groupName ?? (isMember(person) ? person.groupName : null)),
  post: person => noted(isMember(person) ? [...new Set(person.posts.filter(held => held.organisationId === person.organisationId || held.organisationId === person.groupId).map(held => postLabels[held.post]))].join('、') : null),
  appliedOn: person => said(person.appliedOn),
  activistOn: person => (!isMember(person) && person.stage === 'applicant' ? noted(person.activistOn) : said(person.activistOn)),
  prospectOn: person => (!isMember(person) && person.stage !== 'prospect' ? noted(person.prospectOn) : said(person.prospectOn)),
  joinedOn: person => (isMember(person) ? said(person.joinedOn) : none),
  fullOn: person => (isMember(person) && person.standing === 'full' ? said(person.fullOn) : none),
  joinAge: person => (isMember(person) ? years(person.birthday, person.joinedOn) : none),
  // 党龄 counts from the day of becoming a full member (细则 §33).
  partyAge: (person, place) => (isMember(person) && person.standing === 'full' ? years(person.fullOn, place.day) : none),
  sponsors: person => (isMember(person) ? said(person.sponsors) : noted(person.sponsors)),
  mentors: person => (!isMember(person) && person.stage !== 'applicant' ? said(person.mentors) : noted(person.mentors)),
  job: person => said(person.job),
  phone: person => opened(person.phone),
  landline: person => (person.landline ? opened(person.landline) : none),
  address: person => opened(person.address),
  partyStatus: person => (isMember(person) ? said(memberships[axesOf(person).membership.value]) : none),
  lost: person => (isMember(person) ? yesOrNo(axesOf(person).contact.value === 'lost') : none),
  lostOn: person => (axes(person)?.contact.value === 'lost' ? said(axes(person)?.contact.since) : none),
  floating: person => (isMember(person) ? yesOrNo(axesOf(person).floating.value === 'out') : none),
  floatingPlace: person => {
    const floating = axes(person)?.floating
    return floating?.value === 'out' ? said(floating.place) : none
  },
  remark: person => noted(person.remark),
}

/**
 * What is known of one item of a person. Telephone, landline and address are opened here, at the moment of writing: note
 * who leaves with them before (services/outgoing). Throws where a key is gone.
 */
export const valueOf = (person: KnownPerson, item: PersonItem, place: SheetPlace): PersonValue => readers[item](person, place)

/** Whether a text names an item. */
export const isPersonItem = (key: string): key is PersonItem => (personItems as readonly string[]).includes(key)
