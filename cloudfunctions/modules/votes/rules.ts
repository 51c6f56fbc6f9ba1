/** Who may do what with a vote, and when; which shares it needs, and what came of it. Pure. */
import type { Stage, Standing } from '../../../types/contracts/codes'
import { ballotStates, voteKinds, type ShareBase, type VoteKind } from '../../../types/contracts/codes-ballots'
import type { ReviewState } from '../../../types/contracts/codes'
import type { Refusal } from '../../../types/contracts/errors'
import type { Elector, Outcome, Subject, Vote, WantedShare } from '../../platform/documents'
import { isShare, majorities, neededOf } from '../../regulations/majority-rules'
import { ruleOf, voteRules } from '../../regulations/vote-rules'
import { asOf, isAboutPeople } from '../../../types/proposal'
import { whyDaysWrong, whyMonthsWrong, whyNotDue, type DueSubject } from '../../regulations/due-rules'

/** What each act needs the vote to be. */
const from = {
  change: ['draft'], attend: ['draft'], open: ['draft', 'open'], pause: ['open'], resume: ['paused'], prolong: ['open', 'paused'], close: ['open', 'paused', 'closed'],
  redo: ['open', 'paused', 'closed'], publish: ['closed', 'published'], vote: ['open'], count: ['open', 'paused'], seeResult: ['closed', 'published'],
} satisfies Record<string, ReviewState[]>
export type Act = keyof typeof from

/** Whether a vote stands where an act can be done. */
export const whyNotNow = (vote: Pick<Vote, 'state'>, act: Act): Refusal | null =>
  ((from[act] as ReviewState[]).includes(vote.state) ? null : { code: 'reviewState', detail: { state: ballotStates[vote.state] } })

/** Kinds in which an assembly decides by a rule. */
export const isStatutory = (kind: VoteKind): boolean => kind === 'admission' || kind === 'fullMembership' || kind === 'assembly'
/** Kinds that the rules want in secret: on paper, unless the superior has consented to phones; never by a show of hands. */
export const isSecret = (kind: VoteKind): boolean => voteRules.secret.value.includes(kind)
/** Kinds whose voters are counted present by name. */
export const countsMembers = isStatutory
/** Kinds in which opinions sent in writing before are votes: what 细则 §20 says of admission, and §32 of full membership; of no other decision. */
export const countsWritten = (kind: VoteKind): boolean => kind === 'admission' || kind === 'fullMembership'

type Rule = keyof typeof majorities
/** By which rules a kind is judged: who must be there, and who in favour. A poll decides nothing. */
const judgedBy: Record<VoteKind, { present: Rule; carried: Rule } | null> = {
  admission: { present: 'admissionPresent', carried: 'admissionCarried' },
  fullMembership: { present: 'admissionPresent', carried: 'admissionCarried' },
  assembly: { present: 'assemblyPresent', carried: 'assemblyCarried' },
  recommendation: { present: 'recommendationPresent', carried: 'recommendationCarried' },
  poll: null,
}

/** What a share's rule is called where no regulation fixes it. */
export const OWN_RULE = '这次表决的规定'

function wanted(rule: Rule, base: ShareBase): WantedShare {
  return { ...majorities[rule].value, base, rule: ruleOf(majorities[rule]) }
}

/** The shares that a vote needs: those it was opened with, or of a draft what the rules have now and, where none fixes them, the branch. */
export function sharesOf(vote: Pick<Vote, 'kind' | 'state' | 'presentShare' | 'carriedShare'>): Pick<Vote, 'presentShare' | 'carriedShare'> {
  const rules = judgedBy[vote.kind]
  if (!rules) return { presentShare: null, carriedShare: null }
  const { presentShare, carriedShare } = vote
  if (vote.state !== 'draft') return { presentShare, carriedShare }
  if (majorities[rules.present].kind === 'fixed') return { presentShare: wanted(rules.present, 'expected'), carriedShare: wanted(rules.carried, 'expected') }
  return { presentShare: presentShare ?? wanted(rules.present, 'expected'), carriedShare: carriedShare ?? wanted(rules.carried, 'present') }
}

/** How many people a share is; at least one. */
export const peopleOf = (share: WantedShare, { expected, present }: { expected: number; present: number }): number => Math.max(neededOf(share.base === 'present' ? present : expected, share), 1)

interface GivenShare { part: number; whole: number; more: boolean }
interface Settings { options?: string[]; presentShare?: GivenShare | null; carriedShare?: GivenShare | null; consent?: { day: string } | null; heldOn?: string | null; examinedOn?: string | null; preReviewedOn?: string | null }

/** Why settings cannot be taken: a share that a regulation fixes, one that nobody can reach, an option twice, a day of tomorrow. */
export function whyCannotSet(kind: VoteKind, { options, presentShare, carriedShare, consent, ...days }: Settings, today: string): Refusal | null {
  const rules = judgedBy[kind]
  for (const [share, rule] of [[presentShare, rules?.present], [carriedShare, rules?.carried]] as const) {
    if (!share || !rule) continue
    if (majorities[rule].kind === 'fixed') return { code: 'voteShareFixed', detail: { rule: ruleOf(majorities[rule]) } }
    if (share.part > share.whole || (share.more && share.part === share.whole)) return { code: 'voteShareOdd' }
  }
  const twice = options?.find((label, n) => options.indexOf(label) < n)
  if (twice !== undefined) return { code: 'voteOptionTwice', detail: { label: twice } }
  return consent && consent.day > today ? { code: 'voteConsentDay' } : whyDaysWrong(days, today)
}

/** Whether a vote may be held in its manner: what the rules want in secret not by hands, and on phones only with the superior's consent. Of a decision of an assembly the branch chooses. */
export function whyNotInManner({ kind, manner, consent }: Pick<Vote, 'kind' | 'manner' | 'consent'>): Refusal | null {
  if (!isSecret(kind)) return null
  if (manner === 'hands') return { code: 'voteNoHands', detail: { kind: voteKinds[kind], rule: ruleOf(voteRules.secret) } }
  return manner === 'phone' && !consent ? { code: 'voteNoConsent', detail: { kind: voteKinds[kind] } } : null
}

/** Whether a draft says what the rules of its kind want at once, whoever is voted on. */
export const whyDraftWrong = (vote: Pick<Vote, 'kind' | 'title' | 'manner' | 'consent' | 'outcome' | 'months'>): Refusal | null =>
  (!vote.title && !isAboutPeople(vote.kind) ? { code: 'voteNoTitle' } : whyNotInManner(vote) ?? whyMonthsWrong(vote))

/** Somebody who is voted on, as the records have them now; `there`: in this branch, not archived. */
export interface SubjectNow extends Subject, DueSubject { there: boolean; stage: Stage | null; standing: Standing | null }

/** Why these cannot be voted on: a wrong kind of person, or more than one at a time where each is voted on alone. */
export function whyWrongSubjects(kind: VoteKind, subjects: Pick<SubjectNow, 'name' | 'person' | 'there' | 'standing'>[]): Refusal | null {
  if (kind !== 'recommendation' && subjects.length > voteRules.atATime.value) return { code: 'voteOneSubject', detail: { rule: ruleOf(voteRules.atATime) } }
  const wrong = subjects.find(({ there, person, standing }) => !there || (kind === 'fullMembership' ? person !== 'member' || standing !== 'probationary' : person !== 'applicant'))
  return wrong ? { code: 'voteSubjectWrong', detail: { name: wrong.name } } : null
}

/** Why what is to be voted on is not there yet. */
export function whyNothingAsked(vote: Pick<Vote, 'kind' | 'matter' | 'options' | 'as'>, subjects: SubjectNow[]): Refusal | null {
  if (vote.kind === 'assembly') return vote.matter ? null : { code: 'voteNoMatter' }
  if (vote.kind === 'poll') return vote.options.length > 1 ? null : { code: 'voteNoOptions' }
  if (subjects.length === 0) return vote.kind === 'recommendation' ? { code: 'voteNoSubjects' } : { code: 'voteOneSubject', detail: { rule: ruleOf(voteRules.atATime) } }
  const wrong = whyWrongSubjects(vote.kind, subjects)
  if (wrong) return wrong
  const early = vote.kind === 'admission' ? subjects.find(({ stage }) => stage !== voteRules.admitted.value) : undefined
  if (early) return { code: 'voteNotProspect', detail: { name: early.name, rule: ruleOf(voteRules.admitted) } }
  const applicant = asOf(vote) === 'prospect' ? subjects.find(({ stage }) => stage === 'applicant') : undefined
  return applicant ? { code: 'voteNotActivist', detail: { name: applicant.name } } : null
}

/** How many should come and how many are there. */
export interface Attendance { expected: number; present: number }

/** Whether enough are there. */
export function whyFewPresent(share: WantedShare, { expected, present }: Attendance): Refusal | null {
  const needed = peopleOf(share, { expected, present })
  return present >= needed ? null : { code: 'voteFewPresent', detail: { expected, present, needed, rule: share.rule || OWN_RULE } }
}

type Openable = Pick<Vote, 'kind' | 'outcome' | 'months' | 'as' | 'state' | 'matter' | 'options' | 'manner' | 'consent' | 'presentShare' | 'carriedShare' | 'expectedCount' | 'presentCount' | 'closesAt'>
/**
 * Whether a vote can be opened: something is asked, it is due, it may be asked in this manner, and enough are there.
 * @param heldDay the day of the assembly (heldDayOf)
 */
export function whyCannotOpen({ vote, subjects, attendance, heldDay, now }: { vote: Openable; subjects: SubjectNow[]; attendance: Attendance; heldDay: string | null; now: Date }): Refusal | null {
  const state = whyNotNow(vote, 'open')
  if (state || vote.state === 'open') return state
  const early = whyNothingAsked(vote, subjects) ?? whyNotDue(vote, subjects, heldDay) ?? whyNotInManner(vote)
  if (early) return early
  if (vote.closesAt && vote.closesAt <= now) return { code: 'voteClosesPast' }
  if (vote.kind === 'recommendation') {
    if (vote.expectedCount === null || vote.presentCount === null) return { code: 'voteNoCount' }
    if (vote.presentCount > vote.expectedCount) return { code: 'voteMorePresent' }
  }
  const { presentShare } = sharesOf(vote)
  return presentShare && whyFewPresent(presentShare, attendance)
}

/** Whether these may be counted present: of members those who have a vote; of a class a number. */
export function whyCannotAttend(vote: Pick<Vote, 'kind' | 'state' | 'expectedCount'>, given: { memberIds?: string[]; presentCount?: number }, people: { electors: Elector[]; without: Elector[] }): Refusal | null {
  const state = whyNotNow(vote, 'attend')
  if (state) return state
  const wrong: Refusal = { code: 'voteNoAttendance', detail: { kind: voteKinds[vote.kind] } }
  if (vote.kind === 'poll') return wrong
  if (vote.kind === 'recommendation') {
    if (given.presentCount === undefined) return { code: 'voteNoCount' }
    return vote.expectedCount !== null && given.presentCount > vote.expectedCount ? { code: 'voteMorePresent' } : null
  }
  if (!given.memberIds) return { code: 'badInput', detail: { what: '请勾选到会的同志' } }
  const electors = new Set(people.electors.map(({ memberId }) => memberId))
  const other = given.memberIds.find(id => !electors.has(id))
  if (other === undefined) return null
  const known = people.without.find(({ memberId }) => memberId === other)
  return known ? { code: 'voteNotElector', detail: { name: known.name } } : { code: 'notFound' }
}

/** Whether a vote may last longer: later than now, and never shorter than was said. */
export function whyCannotProlong(vote: Pick<Vote, 'state' | 'closesAt'>, closesAt: Date, now: Date): Refusal | null {
  const state = whyNotNow(vote, 'prolong')
  if (state) return state
  if (closesAt <= now) return { code: 'voteClosesPast' }
  return vote.closesAt && closesAt < vote.closesAt ? { code: 'voteProlongOnly' } : null
}

/** Whether an answer to a poll that is named may be given by a member; what it says is judged apart. */
export function whyCannotAnswer(vote: Pick<Vote, 'kind' | 'named' | 'state' | 'electors' | 'closesAt'>, memberId: string, now: Date): Refusal | null {
  if (vote.kind !== 'poll' || !vote.named) return { code: 'voteNotNamed' }
  const state = whyNotNow(vote, 'vote')
  if (state) return state
  if (vote.closesAt && vote.closesAt <= now) return { code: 'ballotClosed' }
  return vote.electors.some(one => one.memberId === memberId) ? null : { code: 'ballotNotEntitled' }
}

/** Whether a result may be published: what does not count is declared void and done again. */
export const whyCannotPublish = (vote: Pick<Vote, 'state' | 'invalid'>): Refusal | null =>
  whyNotNow(vote, 'publish') ?? (vote.invalid ? { code: 'voteInvalid', detail: { why: vote.invalid } } : null)

/** What a group came to, on phones and paper together; `written`: opinions sent before. */
export interface Pile { name: string; written: boolean; issued: number; returned: number; answers: Record<string, Record<string, number>> }

/** Why what was held does not count, in words: more ballots than were given out, than people are there, or than have a vote. */
export function whyInvalid(piles: Pile[], { expected, present }: Attendance): string | null {
  const over = piles.find(({ issued, returned }) => returned > issued)
  if (over) return `“${over.name}”发出${over.issued}张票，收回${over.returned}张，收回的比发出的多`
  const sum = (list: Pile[]): number => list.reduce((n, { returned }) => n + returned, 0)
  const cast = sum(piles.filter(({ written }) => !written))
  if (cast > present) return `到会${present}人，收回${cast}张票，收回的票比到会的人多`
  const all = sum(piles)
  return all > expected ? `有表决权的${expected}人，投票和书面意见共${all}份，比有表决权的人多` : null
}

/** What came of each subject. Written opinions count as votes, and not as people present (细则 §20). */
export function outcomesOf(questions: { key: string }[], piles: Pile[], share: WantedShare, attendance: Attendance, valid: boolean): Outcome[] {
  const base = share.base === 'present' ? attendance.present : attendance.expected
  const sum = (key: string, choice: string, list = piles): number => list.reduce((n, { answers }) => n + (answers[key]?.[choice] ?? 0), 0)
  return questions.map(({ key }) => {
    const inFavour = sum(key, 'inFavour')
    return {
      key, inFavour, against: sum(key, 'against'), abstain: sum(key, 'abstain'), written: sum(key, 'inFavour', piles.filter(({ written }) => written)),
      needed: peopleOf(share, attendance), carried: valid && inFavour > 0 && isShare(inFavour, base, share),
    }
  })
}
