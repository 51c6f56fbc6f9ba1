/** Who is voted on and who votes, as the records have them at this moment. */
import { _, find, read } from '../../platform/database'
import type { Elector, Vote } from '../../platform/documents'
import { refuse } from '../../platform/errors'
import { dayOf } from '../../platform/time'
import { extendedBefore } from '../../services/balloting/resolved'
import { electorsOf, votersOf } from '../../services/balloting/electors'
import { heldDayOf } from '../../regulations/due-rules'
import type { Attendance, SubjectNow } from './rules'

/** Those who are named, in this order, each once; `there` is false for whoever is not in the branch any more. Two operations at most. */
export async function subjectsNow(organisationId: string, named: { key: string; name: string; person: 'member' | 'applicant' | null }[]): Promise<SubjectNow[]> {
  const ids = (person: 'member' | 'applicant'): string[] => named.filter(one => one.person === person).map(({ key }) => key)
  const [members, applicants] = [ids('member'), ids('applicant')]
  const [membersThere, applicantsThere] = await Promise.all([
    members.length > 0 ? find('members', { _id: _.in(members), organisationId, archived: false }, { limit: members.length, fields: ['_id', 'name', 'standing', 'joinedOn'] }) : [],
    applicants.length > 0 ? find('applicants', { _id: _.in(applicants), organisationId, archived: false }, { limit: applicants.length, fields: ['_id', 'name', 'stage', 'prospectOn'] }) : [],
  ])
  const [memberBy, applicantBy] = [new Map(membersThere.map(one => [one._id, one])), new Map(applicantsThere.map(one => [one._id, one]))]
  return named.filter(({ key }, n) => named.findIndex(one => one.key === key) === n).map(({ key, name, person }) => {
    const [member, applicant] = person === 'member' ? [memberBy.get(key), undefined] : [undefined, applicantBy.get(key)]
    return { key, name: member?.name ?? applicant?.name ?? name, person, there: Boolean(member ?? applicant), stage: applicant?.stage ?? null, standing: member?.standing ?? null, joinedOn: member?.joinedOn ?? null, prospectOn: applicant?.prospectOn ?? null, extended: 0 }
  })
}

/** Those whom somebody has chosen; `notFound` for anybody who is not the branch's. */
export async function chosenSubjects(organisationId: string, chosen: { id: string; person: 'member' | 'applicant' }[]): Promise<SubjectNow[]> {
  const found = await subjectsNow(organisationId, chosen.map(({ id, person }) => ({ key: id, name: '', person })))
  return found.every(({ there }) => there) ? found : refuse('notFound')
}

/** Who has a vote, who has none, and who of the former is counted present. */
export interface People extends Attendance { electors: Elector[]; without: (Elector & { why: string })[]; presentIds: string[]; /** Names of those present who have no account, of a draft: they vote on paper. */ unbound: string[] }

/** The people of a vote: of a draft as the roster stands now, else as they were frozen. One operation for a draft. */
export async function peopleNow(vote: Pick<Vote, 'kind' | 'state' | 'organisationId' | 'electors' | 'without' | 'present' | 'expectedCount' | 'presentCount'>): Promise<People> {
  if (vote.kind === 'recommendation') return { electors: [], without: [], presentIds: [], unbound: [], expected: vote.expectedCount ?? 0, present: vote.presentCount ?? 0 }
  const { electors, without, noAccount } = vote.state === 'draft' ? await rosterFor(vote) : { ...vote, noAccount: new Set<string>() }
  const there = new Set(vote.present)
  const presentIds = vote.kind === 'poll' ? electors.map(({ memberId }) => memberId) : electors.filter(({ memberId }) => there.has(memberId)).map(({ memberId }) => memberId)
  const unbound = electors.filter(({ memberId }) => presentIds.includes(memberId) && noAccount.has(memberId)).map(({ name }) => name)
  return { electors, without, presentIds, unbound, expected: electors.length, present: presentIds.length }
}

/** A poll asks everybody on the roster, whoever has a vote or not. */
async function rosterFor(vote: Pick<Vote, 'kind' | 'organisationId'>): Promise<Pick<People, 'electors' | 'without'> & { noAccount: Set<string> }> {
  const voters = await votersOf(vote.organisationId)
  const noAccount = new Set(voters.filter(({ accountId }) => accountId === null).map(({ _id }) => _id))
  return { noAccount, ...(vote.kind === 'poll' ? { electors: voters.map(({ _id, name }) => ({ memberId: _id, name })), without: [] } : electorsOf(voters)) }
}

/** A draft as it would be opened now: its people, its subjects, and the day of its assembly. Up to five operations. */
export interface Now { people: People; subjects: SubjectNow[]; heldDay: string | null }
export async function draftNow(vote: Vote, now: Date): Promise<Now> {
  const [probationer] = vote.kind === 'fullMembership' ? vote.subjects : []
  const [people, subjects, meeting, extended] = await Promise.all([
    peopleNow(vote), subjectsNow(vote.organisationId, vote.subjects), vote.meetingId && !vote.heldOn ? read('activities', vote.meetingId) : null, probationer ? extendedBefore(vote, probationer.key) : 0,
  ])
  return { people, subjects: subjects.map(subject => ({ ...subject, extended })), heldDay: heldDayOf(vote, meeting && dayOf(meeting.startsAt), dayOf(now)) }
}
