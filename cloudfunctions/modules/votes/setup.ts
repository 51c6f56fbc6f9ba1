/** What a draft is made of, and the groups that follow from it. Pure. */
import type { ParsedInputOf } from '../../../types/contracts'
import type { BallotGroup, SuperiorConsent, Vote } from '../../platform/documents'
import { MEMBERS } from '../../services/balloting/asked'
import { groupLetter } from '../../services/balloting/entry'
import { isAboutPeople } from '../../../types/proposal'
import { countsMembers, countsWritten, type Attendance } from './rules'

/** The pile of opinions that are sent in writing before. */
const WRITTEN = 'written'

type Settings = Omit<ParsedInputOf<'votes.change'>, 'voteId' | 'version'>

/** What is kept of settings; what does not belong to the kind is left out. Subjects are looked up apart. */
export function settled(vote: Pick<Vote, 'kind' | 'consent'>, given: Settings, by: { name: string; at: Date }): Partial<Vote> {
  const { kind } = vote
  const consentOf = (consent: NonNullable<Settings['consent']>): SuperiorConsent =>
    ({ ...consent, ...(vote.consent && same(vote.consent, consent) ? { byName: vote.consent.byName, at: vote.consent.at } : { byName: by.name, at: by.at }) })
  return {
    ...(given.title !== undefined && !isAboutPeople(kind) && { title: given.title }), ...(given.matter !== undefined && { matter: given.matter }), ...(given.purpose !== undefined && { purpose: given.purpose }),
    ...(given.closesAt !== undefined && { closesAt: given.closesAt === null ? null : new Date(given.closesAt) }),
    ...(kind !== 'recommendation' && given.meetingId !== undefined && { meetingId: given.meetingId }),
    ...(kind === 'poll' && { ...(given.options && { options: given.options.map((label, n) => ({ key: `o${n + 1}`, label })) }), ...(given.named !== undefined && { named: given.named }) }),
    ...(countsMembers(kind) && { ...(given.manner && { manner: given.manner }), ...(given.consent !== undefined && { consent: given.consent && consentOf(given.consent) }) }),
    ...(countsWritten(kind) && {
      ...(given.written !== undefined && { written: given.written }), ...(given.examinedOn !== undefined && { examinedOn: given.examinedOn }),
      ...(kind === 'admission' && given.preReviewedOn !== undefined && { preReviewedOn: given.preReviewedOn }),
    }),
    ...(kind === 'fullMembership' && { ...(given.outcome && { outcome: given.outcome }), ...(given.months !== undefined && { months: given.months }) }),
    ...(kind !== 'poll' && given.heldOn !== undefined && { heldOn: given.heldOn }),
    ...(kind === 'recommendation' && {
      ...(given.as && { as: given.as }),
      // Whether enough are there is reckoned of those who should come; of those who came it would say nothing.
      ...(given.presentShare !== undefined && { presentShare: given.presentShare && { ...given.presentShare, base: 'expected' as const, rule: '' } }),
      ...(given.carriedShare !== undefined && { carriedShare: given.carriedShare && { ...given.carriedShare, rule: '' } }),
      ...(given.expectedCount !== undefined && { expectedCount: given.expectedCount }), ...(given.entry && { entry: given.entry, manner: given.entry === 'paper' ? 'paper' as const : 'phone' as const }),
    }),
  }
}

const same = (a: SuperiorConsent, b: { superior: string; document: string; day: string }): boolean => a.superior === b.superior && a.document === b.document && a.day === b.day

/** Who votes, and how they come in. */
export function groupsOf(vote: Pick<Vote, 'kind' | 'named' | 'manner' | 'entry' | 'written'>, { expected, present }: Attendance): BallotGroup[] {
  const group = (key: string, name: string, entry: BallotGroup['entry'], entitled: number): BallotGroup => ({ key, name, entry, entitled, rates: null })
  if (vote.kind === 'poll') return vote.named ? [] : [group(MEMBERS, '支部党员', 'roster', expected)]
  if (vote.kind === 'recommendation') return [group(groupLetter(0), '到会人员', vote.entry, present)]
  return [group(MEMBERS, '到会党员', vote.manner === 'phone' ? 'roster' : 'paper', present), ...(vote.written ? [group(WRITTEN, '会前书面意见', 'written', expected - present)] : [])]
}
