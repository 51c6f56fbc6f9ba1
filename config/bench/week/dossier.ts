/** Files, papers, applicants, numbers that are opened, corrections. */
import type { World } from '../../../tests/support/world'
import type { Call } from './play'

export async function dossier(call: Call, { secretary, member, founder, branchId: organisationId, groupId }: World): Promise<void> {
  const by = secretary.openid
  const { memberId } = await call(by, 'roster.add', { organisationId, name: '吕一', standing: 'full', phone: '19900000031', joinedOn: '2020-06-01', fullOn: '2021-06-01' })
  const version = async (): Promise<number> => (await call(by, 'roster.get', { memberId })).version
  await call(by, 'dossier.get', { memberId })
  await call(by, 'dossier.suspend', { memberId, version: await version(), on: '2026-10-08', reason: 'settledAbroad' })
  await call(by, 'dossier.resume', { memberId, version: await version(), on: '2026-11-01' })
  await call(by, 'dossier.discipline', { memberId, version: await version(), on: '2026-11-02', discipline: 'warning' })
  await call(by, 'dossier.reverse', { memberId, version: await version(), axis: 'discipline', reason: '登记错了' })
  await call(by, 'dossier.papers', { memberId })
  await call(by, 'dossier.notePapers', { memberId, papers: [{ key: 'application', state: 'complete' }] })
  await call(by, 'dossier.lacking', { of: 'members' })
  await call(by, 'privacy.reveal', { memberId, item: 'phone', reason: '通知开会' })
  await call(by, 'dossier.end', { memberId, version: await version(), on: '2026-11-03', reason: 'withdrew' })
  await call(by, 'dossier.timeline', { memberId })

  const { applicantId } = await call(by, 'applicants.add', { organisationId, name: '申一', birthday: '2005-05-06', appliedOn: '2024-10-01', stage: 'activist', activistOn: '2025-04-01', mentors: '王建国' })
  const seen = async (): Promise<{ applicantId: string; version: number }> => ({ applicantId, version: (await call(by, 'applicants.get', { applicantId })).version })
  await call(by, 'applicants.list', {})
  await call(by, 'applicants.update', { ...await seen(), changes: { className: '软件2301' } })
  await call(by, 'applicants.advance', { ...await seen(), on: '2026-05-10', names: '王建国、李秀英' })
  await call(by, 'applicants.stepBack', { ...await seen(), reason: '登记错了' })
  await call(by, 'applicants.advance', { ...await seen(), on: '2026-05-12', names: '王建国、李秀英' })
  await call(by, 'applicants.archive', { applicantId, reason: '毕业离校' })
  await call(by, 'applicants.restore', { applicantId })
  await call(by, 'applicants.admit', { ...await seen(), joinedOn: '2026-11-10', groupId })

  await call(member.openid, 'privacy.own', { item: 'phone' })
  await call(member.openid, 'privacy.looks', {})
  await call(founder.openid, 'privacy.looksOf', { organisationId })
  const mine = await call(member.openid, 'corrections.mine', {})
  await call(member.openid, 'corrections.contact', { version: mine.version, changes: { phone: '19900000032' } })
  await call(member.openid, 'corrections.ask', { changes: { job: '研究实习员', nativePlace: '示例省示例市', major: '软件工程' } })
  const { items } = await call(by, 'corrections.list', {})
  const [first, second, third] = [items[0]!, items[1]!, items[2]!]
  await call(by, 'corrections.accept', { correctionId: first.id, turn: first.turn, version: first.version })
  await call(by, 'corrections.decline', { correctionId: second.id, turn: second.turn, reason: '与档案不符' })
  await call(member.openid, 'corrections.withdraw', { correctionId: third.id })
}
