/** Who is voted on and who votes, as the records have them at this moment. */
import { _, find } from '../../platform/database'
import type { Elector, Vote } from '../../platform/documents'
import { refuse } from '../../platform/errors'
import { electorsOf, votersOf } from '../../services/balloting/electors'
import type { Attendance, SubjectNow } from './rules'

/** Those who are named, in this order, each once; `there` is false for whoever is not in the branch any more. Two operations at most. */
export async function subjectsNow(organisationId: string, named: { key: string; name: string; person: 'member' | 'applicant' | null }[]): Promise<SubjectNow[]> {
  const ids = (person: 'member' | 'applicant'): string[] => named.filter(one => one.person === person).map(({ key }) => key)
  const [members, applicants] = [ids('member'), ids('applicant')]
  const [membersThere, applicantsThere] = await Promise.all([
    members.length > 0 ? find('members', { _id: _.in(members), organisationId, archived: false }, { limit: members.length, fields: ['_id', 'name', 'standing'] }) : [],
    applicants.length > 0 ? find('applicants', { _id: _.in(applicants), organisationId, archived: false }, { limit: applicants.length, fields: ['_id', 'name', 'stage'] }) : [],
  ])
  const [memberBy, applicantBy] = [new Map(membersThere.map(one => [one._id, one])), new Map(applicantsThere.map(one => [one._id, one]))]
  return named.filter(({ key }, n) => named.findIndex(one => one.key === key) === n).map(({ key, name, person }) => {
    const [member, applicant] = person === 'member' ? [memberBy.get(key), undefined] : [undefined, applicantBy.get(key)]
    return { key, name: member?.name ?? applicant?.name ?? name, person, there: Boolean(member ?? applicant), stage: applicant?.stage ?? null, standing: member?.standing ?? null }
  })
}

/** Those whom somebody has chosen; `notFound` for anybody who is not the branch's. */
export async function chosenSubjects(organisationId: string, chosen: { id: string; person: 'member' | 'applicant' }[]): Promise<SubjectNow[]> {
  const found = await subjectsNow(organisationId, chosen.map(({ id, person }) => ({ key: id, name: '', person })))
  return found.every(({ there }) => there) ? found : refuse('notFound')
}

/** Who has a vote, who has none, and who of the former is counted present. */
export interface People extends Attendance { electors: Elector[]; without: (Elector & { why: string })[]; presentIds: string[] }

/** The people of a vote: of a draft as the roster stands now, else as they were frozen. One operation for a draft. */
export async function peopleNow(vote: Pick<Vote, 'kind' | 'state' | 'organisationId' | 'electors' | 'without' | 'present' | 'expectedCount' | 'presentCount'>): Promise<People> {
  if (vote.kind === 'recommendation') return { electors: [], without: [], presentIds: [], expected: vote.expectedCount ?? 0, present: vote.presentCount ?? 0 }
  const { electors, without } = vote.state === 'draft' ? await rosterFor(vote) : vote
  const there = new Set(vote.present)
  const presentIds = vote.kind === 'poll' ? electors.map(({ memberId }) => memberId) : electors.filter(({ memberId }) => there.has(memberId)).map(({ memberId }) => memberId)
  return { electors, without, presentIds, expected: electors.length, present: presentIds.length }
}

/** A poll asks everybody on the roster, whoever has a vote or not. */
async function rosterFor(vote: Pick<Vote, 'kind' | 'organisationId'>): Promise<Pick<People, 'electors' | 'without'>> {
  const voters = await votersOf(vote.organisationId)
  return vote.kind === 'poll' ? { electors: voters.map(({ _id, name }) => ({ memberId: _id, name })), without: [] } : electorsOf(voters)
}

/** Whom a branch's poll or vote is of, in numbers. */
export const attendanceOf = ({ expected, present }: Attendance): Attendance => ({ expected, present })
