/** The form of a vote: what it begins with, what of it follows from kind and people, what is sent. Pure. */
import type { InputOf } from '../../../../types/contracts'
import type { RecommendedAs, VoteKind, VoteManner, VoteOutcome } from '../../../../types/contracts/codes-ballots'
import type { Vote } from '../../../../types/contracts/votes'
import { isAboutPeople, proposalOf } from '../../../../types/proposal'
import { consentOf, isConsent, noConsent, type ConsentDraft } from '../../../components/consent/draft'
import { paperFirst, type Share } from '../words'

export interface Person { id: string; name: string; person: 'member' | 'applicant'; /** 申请人、积极分子 and the like. */ stage?: string }
export type Entry = 'slips' | 'room' | 'paper'
export interface Draft {
  kind: VoteKind
  people: Person[]
  /** Of a vote about people the words follow from them and what is asked; `matter` is what is said besides. */
  title: string
  matter: string
  outcome: VoteOutcome
  months: number
  as: RecommendedAs
  /** Days, empty while they are not set. */
  heldOn: string
  examinedOn: string
  preReviewedOn: string
  options: string[]
  named: boolean
  manner: VoteManner
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

/** Months by which a probation may be extended (细则 §31); the server refuses others. */
export const MONTHS = [6, 7, 8, 9, 10, 11, 12] as const

/** What is put to the vote as the form stands, in the words that everybody will read; empty while nobody is chosen. */
export const preview = (draft: Draft): string => (draft.people.length > 0 ? proposalOf({ ...draft, subjects: draft.people }) : '')

/** How a vote is held at first: in secret on paper where the rules want it so, a decision by hands; the server has the same. */
const firstManner: Record<VoteKind, VoteManner> = { admission: 'paper', fullMembership: 'paper', assembly: 'hands', recommendation: 'phone', poll: 'phone' }

export function newDraft(kind: VoteKind): Draft {
  return {
    kind, people: [], title: '', matter: '', outcome: 'onTime', months: MONTHS[0], as: 'activist', heldOn: '', examinedOn: '', preReviewedOn: '', options: kind === 'poll' ? ['同意', '不同意'] : [], named: false, manner: firstManner[kind], statutory: paperFirst[kind],
    consent: noConsent, ...usual, meetingId: '', closesAt: null, expectedCount: '', entry: 'slips', written: false,
  }
}

/** With these people: activists are recommended as prospects, whoever has applied as an activist. */
export const withPeople = (draft: Draft, people: Person[]): Draft => ({ ...draft, people, as: people.length > 0 && people.every(({ stage }) => stage === 'activist') ? 'prospect' : people.some(({ stage }) => stage === 'applicant') ? 'activist' : draft.as })

export function draftOf(vote: Vote): Draft {
  const blank = newDraft(vote.kind)
  const entry = vote.groups.find((group) => group.entry !== 'written')?.entry
  return {
    ...blank, title: vote.title, matter: vote.matter, outcome: vote.outcome ?? blank.outcome, months: vote.months ?? blank.months, as: vote.as ?? blank.as, heldOn: vote.heldOn ?? '', examinedOn: vote.examinedOn ?? '', preReviewedOn: vote.preReviewedOn ?? '', named: vote.named, manner: vote.manner, statutory: vote.statutory, written: vote.written, meetingId: vote.meetingId ?? '', closesAt: vote.closesAt,
    people: vote.subjects.filter(({ person }) => person !== null).map(({ key, name, person }) => ({ id: key, name, person: person! })), options: vote.options.map(({ label }) => label),
    consent: vote.consent ? { superior: vote.consent.superior, document: vote.consent.document, day: vote.consent.day } : blank.consent,
    presentShare: vote.presentShare ?? blank.presentShare, carriedShare: vote.carriedShare ?? blank.carriedShare, expectedCount: vote.expected ? String(vote.expected) : '', entry: entry === 'room' || entry === 'paper' ? entry : 'slips',
  }
}

/** Whether a superior's consent has to be written down. */
export const wantsConsent = ({ statutory, manner }: Pick<Draft, 'statutory' | 'manner'>): boolean => statutory && manner === 'phone'

/** Whether ballots are cast on phones: then it is held on the day on which it is opened. */
export const onPhones = ({ kind, manner, entry }: Pick<Draft, 'kind' | 'manner' | 'entry'>): boolean => (kind === 'recommendation' ? entry !== 'paper' : manner === 'phone')

/** What is still missing, in a few words; null where it can be saved. */
export function missingIn(draft: Draft): string | null {
  if (isAboutPeople(draft.kind) && draft.people.length === 0) return '请先选人'
  if (!isAboutPeople(draft.kind) && !draft.title.trim()) return draft.kind === 'poll' ? '请写问什么' : '请写表决什么'
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
export function inputOf(draft: Draft): Omit<InputOf<'votes.change'>, 'voteId' | 'version'> {
  const { kind, title: typed, matter: written } = draft
  const [title, matter] = [typed.trim(), written.trim()]
  const subjects = draft.people.map(({ id, person }) => ({ id, person }))
  const held = { heldOn: onPhones(draft) ? null : draft.heldOn || null }
  const atMeeting = { manner: draft.manner, consent: wantsConsent(draft) ? consentOf(draft.consent) : null, meetingId: draft.meetingId || null, ...held }
  const [examinedOn, preReviewedOn] = [draft.examinedOn || null, draft.preReviewedOn || null]
  switch (kind) {
    case 'poll': return { title, matter: matter || title, options: draft.options.map((option) => option.trim()).filter(Boolean), named: draft.named, closesAt: draft.closesAt }
    case 'recommendation': return { matter, subjects, as: draft.as, expectedCount: Number(draft.expectedCount), entry: draft.entry, presentShare: shareInput(draft.presentShare), carriedShare: shareInput(draft.carriedShare), ...held }
    case 'admission': return { matter, subjects, ...atMeeting, written: draft.written, examinedOn, preReviewedOn }
    case 'fullMembership': return { matter, subjects, outcome: draft.outcome, ...(draft.outcome === 'longer' ? { months: draft.months } : {}), ...atMeeting, written: draft.written, examinedOn }
    case 'assembly': return { title, matter: matter || title, ...atMeeting }
  }
}
