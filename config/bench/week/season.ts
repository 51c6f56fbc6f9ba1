/** A class that leaves, and a secretary who hands over. */
import { bind, type World } from '../../../tests/support/world'
import type { Call } from './play'

export async function season(call: Call, { secretary, officer, member, founder, committeeId, branchId: organisationId }: World): Promise<void> {
  const by = secretary.openid
  const className = '软件2201'
  const add = async (name: string): Promise<string> => (await call(by, 'roster.add', { organisationId, name, standing: 'full', className })).memberId
  const [own, out, kept, dropped] = [await add('毕一'), await add('毕二'), await add('毕三'), await add('毕四')]
  await bind(by, own, 'openid-bench-leaver')
  await call(by, 'graduation.choices', { organisationId })
  const { year } = await call(by, 'graduation.add', { organisationId, leavesOn: '2027-06-30', dueOn: '2027-05-31', classNames: [className] })
  await call('openid-bench-leaver', 'graduation.fill', { kind: 'study', to: '示例理工大学研究生院党委' })
  await call(by, 'graduation.assign', { organisationId, year, memberIds: [out], kind: 'work', to: '示例公司党委' })
  const { change } = await call(by, 'graduation.assign', { organisationId, year, memberIds: [kept], kind: 'kept', until: '2028-06-30' })
  await call(by, 'graduation.undo', { seasonChangeId: change!.seasonChangeId })
  await call(by, 'graduation.assign', { organisationId, year, memberIds: [kept], kind: 'abroad' })
  await call(by, 'graduation.drop', { organisationId, year, memberIds: [dropped] })
  await call(by, 'graduation.send', { organisationId, year, memberIds: [out] })
  await call(by, 'graduation.keep', { organisationId, year, memberIds: [kept] })
  await call(by, 'graduation.contacted', { memberId: kept, day: '2026-11-20' })
  await call(by, 'graduation.endKeep', { memberId: kept })
  await call(by, 'graduation.list', {})
  await call(by, 'graduation.select', { organisationId, year })
  await call(by, 'graduation.leaver', { memberId: out })
  await call(founder.openid, 'graduation.below', { organisationId: committeeId })

  await call(by, 'handover.choices', { organisationId })
  const { handoverId } = await call(by, 'handover.start', { organisationId, receiverId: member.memberId, witnessId: officer.memberId })
  const { files, revision } = await call(by, 'handover.get', { handoverId })
  const list = await call(by, 'handover.change', { handoverId, revision, changes: { files: files.map(({ name }) => ({ name, count: 1 })), dues: { fen: 0, asOn: '2026-11-19' } } })
  await call(by, 'handover.sign', { handoverId, revision: list.revision })
  await call(by, 'handover.list', { organisationId })
  await call(by, 'handover.stop', { handoverId, reason: '暂不交接' })
}
