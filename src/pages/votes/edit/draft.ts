/** The form of a vote: what it begins with, what of it follows from kind and people, what is sent. Pure. */
import type { InputOf } from '../../../../types/contracts'
import type { Manner, VoteKind } from '../../../../types/contracts/codes-ballots'
import type { Vote } from '../../../../types/contracts/votes'
import { consentOf, isConsent, noConsent, type ConsentDraft } from '../../../components/consent/draft'
import { paperFirst, type Share } from '../words'

export interface Person { id: string; name: string; person: 'member' | 'applicant'; /** 申请人、积极分子 and the like. */ stage?: string }
export type Entry = 'slips' | 'room' | 'paper'
export interface Draft {
  kind: VoteKind
  people: Person[]
  title: string
  matter: string
  /** Nobody has written title or matter by hand: they follow the people. */
  untouched: boolean
  options: string[]
  named: boolean
  manner: Manner
  statutory: boolean
  consent: ConsentDraft
  presentShare: Share
  carriedShare: Share
  meetingId: string
  closesAt: string | null
  /** As typed. */
  expectedCount: string
  entry: Entry
  written: boolean
}

/** Where a branch's own shares begin; the server has the same (majority-rules, recommendation). */
const usual: { presentShare: Share; carriedShare: Share } = { presentShare: { part: 2, whole: 3, more: false, base: 'expected' }, carriedShare: { part: 1, whole: 2, more: true, base: 'present' } }

/** What may be decided of somebody whose probation ends (细则 §31). */
export const outcomes = {
  onTime: { text: '按期转正', title: (name: string) => `${name}同志按期转为正式党员`, matter: (name: string) => `同意预备党员${name}同志按期转为中共正式党员。` },
  longer: { text: '延长预备期', title: (name: string) => `延长${name}同志的预备期`, matter: (name: string) => `延长${name}同志的预备期半年。` },
  ended: { text: '取消预备党员资格', title: (name: string) => `取消${name}同志的预备党员资格`, matter: (name: string) => `取消${name}同志的预备党员资格。` },
} as const
export type OutcomeKey = keyof typeof outcomes

const namesOf = (people: Person[]): string => (people.length > 4 ? `${people.slice(0, 3).map(({ name }) => name).join('、')}等${people.length}人` : people.map(({ name }) => name).join('、'))

/** Title and matter as they are usually put, so that nobody writes a name twice. */
export function wordsFor(kind: VoteKind, people: Person[], outcome: OutcomeKey = 'onTime'): { title: string; matter: string } {
  const name = namesOf(people)
  if (!name) return { title: '', matter: '' }
  switch (kind) {
    case 'admission': return { title: `接收${name}同志为预备党员`, matter: `同意接收${name}同志为中共预备党员。通过后形成《关于接收${name}同志为预备党员的决议》。` }
    case 'fullMembership': return { title: outcomes[outcome].title(name), matter: outcomes[outcome].matter(name) }
    case 'recommendation': {
      const as = people.every(({ stage }) => stage === 'activist') ? '发展对象' : '入党积极分子'
      return { title: `推荐${name}为${as}人选`, matter: `推荐${people.map((one) => one.name).join('、')}为${as}人选，逐人表决。` }
    }
    case 'assembly':
    case 'poll': return { title: '', matter: '' }
  }
}

export function newDraft(kind: VoteKind): Draft {
  return {
    kind, people: [], title: '', matter: '', untouched: true, options: kind === 'poll' ? ['同意', '不同意'] : [], named: false, manner: kind === 'poll' || kind === 'recommendation' ? 'phone' : 'paper', statutory: paperFirst[kind],
    consent: noConsent, ...usual, meetingId: '', closesAt: null, expectedCount: '', entry: 'slips', written: false,
  }
}

/** With these people: the words follow while nobody has written others. */
export const withPeople = (draft: Draft, people: Person[]): Draft => ({ ...draft, people, ...(draft.untouched ? wordsFor(draft.kind, people) : {}) })

export function draftOf(vote: Vote): Draft {
  const blank = newDraft(vote.kind)
  const entry = vote.groups.find((group) => group.entry !== 'written')?.entry
  return {
    ...blank, title: vote.title, matter: vote.matter, untouched: false, named: vote.named, manner: vote.manner, statutory: vote.statutory, written: vote.written, meetingId: vote.meetingId ?? '', closesAt: vote.closesAt,
    people: vote.subjects.filter(({ person }) => person !== null).map(({ key, name, person }) => ({ id: key, name, person: person! })), options: vote.options.map(({ label }) => label),
    consent: vote.consent ? { superior: vote.consent.superior, document: vote.consent.document, day: vote.consent.day } : blank.consent,
    presentShare: vote.presentShare ?? blank.presentShare, carriedShare: vote.carriedShare ?? blank.carriedShare, expectedCount: vote.expected ? String(vote.expected) : '', entry: entry === 'room' || entry === 'paper' ? entry : 'slips',
  }
}

/** Kinds that are about people of the branch. */
export const aboutPeople = (kind: VoteKind): boolean => kind === 'admission' || kind === 'fullMembership' || kind === 'recommendation'

/** Whether a superior's consent has to be written down. */
export const wantsConsent = ({ statutory, manner }: Pick<Draft, 'statutory' | 'manner'>): boolean => statutory && manner === 'phone'

/** What is still missing, in a few words; null where it can be saved. */
export function missingIn(draft: Draft): string | null {
  if (aboutPeople(draft.kind) && draft.people.length === 0) return '请先选人'
  if (!draft.title.trim()) return draft.kind === 'poll' ? '请写问什么' : '请写表决什么'
  if (draft.kind === 'poll') {
    const said = draft.options.map((option) => option.trim()).filter(Boolean)
    if (said.length < 2) return '至少写两个选项'
    if (new Set(said).size < said.length) return '有两个选项一样'
  }
  if (draft.kind === 'recommendation' && !(Number(draft.expectedCount) >= 1)) return '请写应到多少人'
  if (wantsConsent(draft) && !isConsent(draft.consent)) return '用手机投，要登记上级的同意'
  return null
}

const shareInput = ({ part, whole, more, base }: Share): Share => ({ part, whole, more, base })

/** What is sent: of each kind only what it has. */
export function inputOf(draft: Draft): Omit<InputOf<'votes.change'>, 'voteId' | 'version'> & { title: string } {
  const { kind } = draft
  const title = draft.title.trim()
  const base = { title, matter: draft.matter.trim() || title }
  const people = aboutPeople(kind) ? { subjects: draft.people.map(({ id, person }) => ({ id, person })) } : {}
  const meetingId = draft.meetingId || null
  switch (kind) {
    case 'poll': return { ...base, options: draft.options.map((option) => option.trim()).filter(Boolean), named: draft.named, closesAt: draft.closesAt }
    case 'recommendation': return { ...base, ...people, expectedCount: Number(draft.expectedCount), entry: draft.entry, presentShare: shareInput(draft.presentShare), carriedShare: shareInput(draft.carriedShare) }
    case 'admission':
    case 'fullMembership':
    case 'assembly': return { ...base, ...people, manner: draft.manner, consent: wantsConsent(draft) ? consentOf(draft.consent) : null, meetingId, written: draft.written }
  }
}
