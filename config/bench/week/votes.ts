/** What a branch votes on: an admission on paper that two people count, an anonymous and a named poll, 推优 by slips. */
import { sameForAll } from '../../../tests/support/reviews'
import { pileOf, prospect } from '../../../tests/support/votes'
import type { World } from '../../../tests/support/world'
import type { Call } from './play'
import { sentBallot } from '../../../tests/support/sent-ballot'

export async function votes(call: Call, world: World): Promise<void> {
  for (const part of [admission, polls, recommendation]) await part(call, world)
}

/** One in ten or so of an assembly sends an opinion in writing: here one. */
const OPINIONS = 1

async function admission(call: Call, { secretary, officer, leader, branchId }: World): Promise<void> {
  const by = secretary.openid
  const applicant = await prospect(by, branchId)
  const { voteId } = await call(by, 'votes.create', { kind: 'admission', subjects: [{ id: applicant, person: 'applicant' }] })
  const { version } = await call(by, 'votes.change', { voteId, version: 1, matter: '学习努力，群众基础好。', written: true })
  const { people } = await call(by, 'votes.electors', { voteId })
  const electors = people.filter(person => person.votes).map(({ memberId }) => memberId)
  const present = electors.slice(0, electors.length - OPINIONS)
  await call(by, 'votes.attend', { voteId, version, memberIds: present })
  await call(by, 'ballots.setCounters', { kind: 'vote', id: voteId, memberIds: [officer.memberId, leader.memberId] })
  await call(by, 'votes.open', { voteId })
  await call(by, 'votes.redo', { voteId, reason: '到会人数点错了' })
  await call(by, 'votes.open', { voteId })
  await call(by, 'ballots.printed', { kind: 'vote', id: voteId, group: 'members', copies: present.length })
  await call(by, 'votes.pause', { voteId })
  await call(by, 'votes.resume', { voteId })
  await call(by, 'votes.prolong', { voteId, closesAt: '2026-12-31T10:00:00Z' })
  for (const { openid } of [officer, leader]) {
    await call(openid, 'ballots.counting', { kind: 'vote', id: voteId, group: 'members' })
    await call(openid, 'ballots.count', { kind: 'vote', id: voteId, group: 'members', counts: pileOf(applicant, present.length) })
    await call(openid, 'ballots.count', { kind: 'vote', id: voteId, group: 'written', counts: pileOf(applicant, OPINIONS) })
  }
  await call(by, 'votes.close', { voteId })
  await call(by, 'votes.get', { voteId })
  await call(by, 'votes.record', { voteId })
  await call(by, 'votes.publish', { voteId })
}

async function polls(call: Call, { secretary, officer, leader, member, probationary }: World): Promise<void> {
  const by = secretary.openid
  const ask = async (title: string, named: boolean): Promise<string> => {
    const { voteId } = await call(by, 'votes.create', { kind: 'poll', title, options: ['示例纪念馆', '示例社区'], named, closesAt: '2026-12-31T10:00:00Z' })
    await call(by, 'votes.open', { voteId })
    return voteId
  }
  const [secret, named] = [await ask('主题党日去哪里', false), await ask('周末谁能值班', true)]
  await call(member.openid, 'votes.list', {})
  for (const { openid } of [secretary, officer, leader, member, probationary]) {
    await call(openid, 'votes.get', { voteId: secret })
    const paper = await call(openid, 'ballots.own', { kind: 'vote', id: secret })
    await call(openid, 'ballots.cast', sentBallot(paper, sameForAll(paper, 'o1')))
    await call(openid, 'votes.answer', { voteId: named, choice: 'o2' })
  }
  for (const voteId of [secret, named]) {
    await call(by, 'votes.close', { voteId })
    await call(by, 'votes.publish', { voteId })
    await call(member.openid, 'votes.get', { voteId })
  }
}

/** So many of a class come, of so many who should. */
const CLASS = { expectedCount: 8, presentCount: 6 }

async function recommendation(call: Call, { secretary, branchId }: World): Promise<void> {
  const by = secretary.openid
  const mistaken = await call(by, 'votes.create', { kind: 'recommendation' })
  await call(by, 'ballots.discard', { kind: 'vote', id: mistaken.voteId })
  const subjects = [await prospect(by, branchId), await prospect(by, branchId)].map(id => ({ id, person: 'applicant' as const }))
  const { voteId } = await call(by, 'votes.create', { kind: 'recommendation', subjects, expectedCount: CLASS.expectedCount, entry: 'slips' })
  await call(by, 'votes.attend', { voteId, version: 1, presentCount: CLASS.presentCount })
  await call(by, 'votes.open', { voteId })
  const pile = { kind: 'vote' as const, id: voteId, group: 'a' }
  await call(by, 'ballots.slipSheet', pile)
  const { slips } = await call(by, 'ballots.slips', { ...pile, from: 0 })
  for (const [n, { scene }] of slips.entries()) {
    const paper = (await call(`openid-bench-voter${n}`, 'ballots.enter', { scene })).paper!
    await call(`openid-bench-voter${n}`, 'ballots.cast', sentBallot(paper, sameForAll(paper, n < 4 ? 'inFavour' : 'against')))
  }
  await call(by, 'votes.close', { voteId })
  await call(by, 'ballots.recount', pile)
  await call(by, 'ballots.scrutiny', pile)
  await call(by, 'ballots.sealed', pile)
  await call(by, 'votes.publish', { voteId })
}
