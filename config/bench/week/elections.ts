/** 换届 of a branch without a committee: the secretary and then the deputy, phones and paper together, a name that is written in, a post left open, the superior's approval; and a by-election whose winner leaves. */
import type { Person, World } from '../../../tests/support/world'
import type { OutputOf } from '../../../types/contracts'
import type { Call } from './play'
import { sentBallot } from '../../../tests/support/sent-ballot'

const consent = { superior: '示例大学信息学院党委', document: '示例批复1号', day: '2026-11-18' }

export async function elections(call: Call, world: World): Promise<void> {
  const { secretary, officer, leader, member, founder } = world
  const by = secretary.openid
  const { electionId } = await call(by, 'elections.create', { title: '支部换届选举', body: 'secretary', seats: 2 })
  const version = async (): Promise<number> => (await call(by, 'elections.get', { electionId })).version
  await call(by, 'elections.change', { electionId, version: 1, candidateIds: [secretary.memberId, officer.memberId], deputyIds: [officer.memberId], bodyConsent: consent, manner: 'phone', consent, counterIds: [member.memberId, leader.memberId] })
  for (const [step, day] of [['replied', '2026-11-18'], ['method', '2026-11-20']] as const) await call(by, 'elections.step', { electionId, version: await version(), step, day })
  const { people } = await call(by, 'elections.electors', { electionId })
  await call(by, 'elections.attend', { electionId, version: await version(), memberIds: people.filter(person => person.votes).map(({ memberId }) => memberId) })
  await call(by, 'elections.open', { electionId })
  await call(by, 'elections.redo', { electionId, reason: '候选人顺序印错了' })

  await held(call, world, electionId, { [secretary.memberId]: 'inFavour', [officer.memberId]: 'against' }, leader.name)
  await call(by, 'elections.nameOther', { electionId, version: await version(), name: leader.name, memberId: leader.memberId })
  await call(by, 'elections.change', { electionId, version: (await call(by, 'elections.nextBallot', { electionId, version: await version(), candidateIds: [officer.memberId] })).version, purpose: '第二次投票' })
  const { present } = await held(call, world, electionId, { [officer.memberId]: 'against' })
  await call(by, 'elections.leaveSeats', { electionId, version: await version(), agreed: present! })

  await call(by, 'elections.record', { electionId })
  await call(by, 'elections.report', { electionId })
  await call(founder.openid, 'elections.reported', {})
  await call(founder.openid, 'elections.return', { electionId, reason: '报告上少写了监票人' })
  await call(by, 'elections.report', { electionId })
  await call(founder.openid, 'elections.approve', { electionId, day: '2026-11-20', document: '示例批复2号' })
  await call(by, 'elections.publish', { electionId })
  await call(member.openid, 'elections.list', {})
  await byElection(call, world)
}

/** One seat of the committee, on paper; who wins it leaves before anybody approves. */
async function byElection(call: Call, { secretary, leader, member, founder, branchId }: World): Promise<void> {
  const by = secretary.openid
  const candidateIds: string[] = []
  for (const name of ['补选甲', '补选乙']) candidateIds.push((await call(founder.openid, 'roster.add', { organisationId: branchId, name, standing: 'full' })).memberId)
  const { electionId } = await call(by, 'elections.create', { title: '支部补选', occasion: 'byElection', body: 'committee' })
  const version = async (): Promise<number> => (await call(by, 'elections.get', { electionId })).version
  await call(by, 'elections.change', { electionId, version: 1, candidateIds, counterIds: [member.memberId, leader.memberId] })
  for (const [step, day] of [['replied', '2026-11-18'], ['method', '2026-11-20']] as const) await call(by, 'elections.step', { electionId, version: await version(), step, day })
  const there = (await call(by, 'elections.electors', { electionId })).people.filter(({ votes }) => votes).map(({ memberId }) => memberId)
  await call(by, 'elections.attend', { electionId, version: await version(), memberIds: there })
  await call(by, 'elections.open', { electionId })
  const n = there.length
  const answers: Record<string, Record<string, number>> = { [candidateIds[0]!]: { inFavour: n }, [candidateIds[1]!]: { against: n } }
  for (const { openid } of [member, leader]) await call(openid, 'ballots.count', { kind: 'election', id: electionId, group: 'b1', counts: { issued: n, returned: n, invalid: 0, answers, others: {} } })
  await call(by, 'elections.close', { electionId })
  await call(by, 'elections.held', { electionId, version: await version(), ballot: 'b1', day: '2026-11-20' })
  await call(by, 'elections.choose', { electionId, version: await version(), day: '2026-11-20', present: 2, chosen: [{ memberId: candidateIds[0]!, post: 'publicityOfficer', inFavour: 0 }] })
  await call(founder.openid, 'roster.archive', { memberId: candidateIds[0]!, reason: '组织关系转出' })
  await call(by, 'elections.gone', { electionId, version: await version(), memberId: candidateIds[0]!, left: { day: '2026-11-20', reason: '组织关系转出' } })
}

/** One ballot, from its opening to its count: whoever has a phone votes on it, the others on paper. */
async function held(call: Call, { secretary, officer, leader, member }: World, electionId: string, choices: Record<string, string>, writtenIn?: string): Promise<OutputOf<'elections.get'>> {
  const by = secretary.openid
  await call(by, 'elections.open', { electionId })
  await call(by, 'elections.pause', { electionId })
  await call(by, 'elections.resume', { electionId })
  const phones: Person[] = [secretary, officer, leader, member]
  for (const [n, { openid }] of phones.entries()) {
    const paper = await call(openid, 'ballots.own', { kind: 'election', id: electionId })
    await call(openid, 'ballots.cast', sentBallot(paper, paper.questions.map(({ key }) => ({ key, choice: writtenIn && n === 0 ? 'against' : choices[key]! })), writtenIn && n === 0 ? [writtenIn] : []))
  }
  const { presentIds, current } = await call(by, 'elections.get', { electionId })
  const onPaper = presentIds.filter(id => phones.every(({ memberId }) => memberId !== id))
  for (const memberId of onPaper) await call(by, 'ballots.givePaper', { kind: 'election', id: electionId, memberId })
  const papers = onPaper.length
  const answers = Object.fromEntries(Object.entries(choices).map(([key, choice]) => [key, { [choice]: papers }]))
  for (const { openid } of [member, leader]) await call(openid, 'ballots.count', { kind: 'election', id: electionId, group: current, counts: { issued: papers, returned: papers, invalid: 0, answers, others: {} } })
  await call(by, 'elections.close', { electionId })
  return call(by, 'elections.get', { electionId })
}
