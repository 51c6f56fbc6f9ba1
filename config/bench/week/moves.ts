/** Transfers; floating members, guests, lost contact, a registration in a community. */
import { join, type World } from '../../../tests/support/world'
import type { Call } from './play'

export async function moves(call: Call, { secretary, otherSecretary, founder, branchId: organisationId, otherBranchId }: World): Promise<void> {
  const [by, there] = [secretary.openid, otherSecretary.openid]
  const who = await join(by, organisationId, '秦一', 'openid-bench-moves')
  await call(who.openid, 'transfers.targets', {})
  const { id: transferId } = await call(who.openid, 'transfers.apply', { memberId: who.memberId, toBranchId: otherBranchId, reason: '换班级' })
  const seen = async (openid: string) => ({ transferId, version: (await call(openid, 'transfers.get', { transferId })).version })
  await call(by, 'transfers.return', { ...await seen(by), reason: '请写明党费交到哪个月' })
  await call(who.openid, 'transfers.resubmit', { ...await seen(who.openid), duesUntil: '2026-11' })
  await call(by, 'transfers.agree', await seen(by))
  await call(founder.openid, 'transfers.agree', await seen(founder.openid))
  await call(there, 'transfers.accept', await seen(there))
  const leaving = (await call(by, 'roster.add', { organisationId, name: '秦二', standing: 'full' })).memberId
  const away = async (): Promise<{ transferId: string; version: number }> => ({ transferId: (await call(by, 'transfers.start', { organisationId, memberIds: [leaving], elsewhere: { name: '示例公司党支部' } })).items[0]!.transferId!, version: 1 })
  await call(by, 'transfers.withdraw', await away())
  const out = await away()
  await call(by, 'transfers.issue', { ...out, letterNumber: '示例转字第1号', issuedOn: '2026-11-18' })
  await call(by, 'transfers.receipt', { ...out, version: 2, receiptOn: '2026-11-19' })
  await call(by, 'transfers.announce', { organisationId, name: '秦三', standing: 'full', from: { name: '示例县党支部' }, letterNumber: '0101', issuedOn: '2026-11-01' })
  await call(by, 'transfers.list', {})
  await call(there, 'transfers.ofMember', { memberId: who.memberId })

  const { memberId } = await call(by, 'roster.add', { organisationId, name: '秦四', standing: 'full' })
  await call(by, 'floating.report', { memberId, place: '示例省南湾市', abroad: false, reason: '实习', from: '2026-09-01', until: '2027-06-30', host: '示例公司党支部', hostContact: '' })
  await call(by, 'floating.confirm', { memberId, certificate: 'card', certificateNumber: '1' })
  await call(by, 'floating.contact', { memberId, day: '2026-11-18', way: 'phone', note: '' })
  await call(by, 'floating.list', { show: 'out' })
  await call(by, 'floating.back', { memberId, day: '2026-11-19' })
  await call(by, 'floating.lost', { memberId, since: '2026-04-01' })
  await call(by, 'floating.search', { memberId, day: '2026-11-18', way: 'phone', result: '无人接听' })
  await call(by, 'floating.found', { memberId, day: '2026-11-20', note: '' })
  await call(by, 'floating.register', { memberId, community: '示例社区党委', contact: '', day: '2026-11-01' })
  await call(by, 'floating.act', { memberId, day: '2026-11-10', what: '志愿服务', hours: 2 })
  await call(by, 'floating.get', { memberId })
  await call(by, 'floating.overview', {})
  const guest = { name: '韩梅', home: '示例市第一中学党支部', homeContact: '', certificate: 'card' as const, certificateNumber: '2', since: '2026-10-01', until: '', takesPart: true }
  const { id: guestId, version } = await call(by, 'floating.addGuest', { organisationId, ...guest })
  await call(by, 'floating.changeGuest', { guestId, version, ...guest, until: '2027-01-31' })
  await call(by, 'floating.noteGuest', { guestId, day: '2026-11-10', what: '主题党日' })
  await call(by, 'floating.guests', {})
  await call(by, 'floating.guest', { guestId })
  await call(by, 'floating.guestLeft', { guestId, day: '2026-11-20' })
}
