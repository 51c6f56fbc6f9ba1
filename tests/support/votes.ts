/** Votes of a branch, made through the product's own actions: a hall of electors, a draft, two people who count. */
import type { InputOf, OutputOf } from '../../types/contracts'
import type { VoteKind } from '../../types/contracts/codes-ballots'
import { call } from './api'
import type { World } from './world'
import { sentBallot } from './sent-ballot'

/** Fills a branch up to so many who have a vote; their ids, those with an account first. */
export async function fillHall({ founder, branchId, secretary, officer, leader, member, unbound }: World, electors: number): Promise<string[]> {
  const there = [secretary, officer, leader, member, unbound].map(({ memberId }) => memberId)
  for (let n = there.length; n < electors; n++) there.push((await call(founder.openid, 'roster.add', { organisationId: branchId, name: `党员${'甲乙丙丁戊己庚辛壬癸子丑寅卯'[n]!}`, standing: 'full' })).memberId)
  return there
}

let made = 0
/** A prospect of the branch, to be voted on. */
export const prospect = async (by: string, organisationId: string): Promise<string> => (await call(by, 'applicants.add', { organisationId, name: `孔${'甲乙丙丁戊己庚辛壬癸'[made++ % 10]!}`, stage: 'prospect', appliedOn: '2024-01-10', activistOn: '2024-06-10', prospectOn: '2025-12-10' })).applicantId

type Settings = Partial<Omit<InputOf<'votes.create'>, 'kind'>>
/** A draft; of an admission about a prospect of its own. */
export async function draftOf(by: string, organisationId: string, kind: VoteKind, settings: Settings = {}): Promise<string> {
  const subjects = kind === 'admission' && !settings.subjects ? [{ id: await prospect(by, organisationId), person: 'applicant' as const }] : settings.subjects
  return (await call(by, 'votes.create', { organisationId, kind, ...((kind === 'assembly' || kind === 'poll') && { title: '表决' }), ...(kind === 'assembly' && { matter: '通过年度工作计划' }), ...settings, ...(subjects && { subjects }) })).voteId
}

/** Counts these present, as the draft stands now. */
export async function attend(by: string, voteId: string, memberIds: string[]): Promise<void> {
  await call(by, 'votes.attend', { voteId, version: (await call(by, 'votes.get', { voteId })).version, memberIds })
}

export type Counts = InputOf<'ballots.count'>['counts']
/** A pile of which everybody was asked one thing. */
export const pileOf = (question: string, inFavour: number, against = 0, abstain = 0, over: Partial<Counts> = {}): Counts =>
  ({ issued: inFavour + against + abstain, returned: inFavour + against + abstain, invalid: 0, answers: { [question]: { inFavour, against, abstain } }, ...over })

/** Enters the same count by each of these. */
export async function countBy(openids: string[], voteId: string, group: string, counts: Counts): Promise<void> {
  for (const openid of openids) await call(openid, 'ballots.count', { kind: 'vote', id: voteId, group, counts })
}

/** A member's own ballot, put in. */
export async function castBy(openid: string, voteId: string, choice: string): Promise<OutputOf<'ballots.own'>> {
  const paper = await call(openid, 'ballots.own', { kind: 'vote', id: voteId })
  await call(openid, 'ballots.cast', sentBallot(paper, paper.questions.map(({ key }) => ({ key, choice }))))
  return paper
}
