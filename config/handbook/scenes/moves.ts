/** Who comes and goes: transfers, floating members, leaving school, a handover, branches that are merged. */
import type { Scene } from '../stage'

export const moves: Scene = async ({ preview, secretary, branchId, who, phone, take }) => {
  await secretary.go(`pages/transfers/list/index?id=${branchId}`)
  await secretary.see('办理转接')
  await take(secretary, 'transfers')
  const open = (await preview.call(who('secretary'), 'transfers.list', {})).items
  await secretary.go(`pages/transfers/detail/index?id=${open.find(({ state }) => state === 'accepting')!.id}`)
  await secretary.seeButton('接收')
  await take(secretary, 'transfer-accept')

  await secretary.go(`pages/floating/list/index?id=${branchId}`)
  await secretary.see(/^要联系/)
  await take(secretary, 'floating')
  const lost = (await preview.call(who('secretary'), 'floating.list', { show: 'lost' })).items[0]!
  await secretary.go(`pages/floating/detail/index?id=${lost.id}`)
  await secretary.see(/停止党籍/)
  await take(secretary, 'floating-lost')

  await secretary.go(`pages/season/graduation/index?id=${branchId}`)
  await secretary.see('多选办理')
  await take(secretary, 'graduation')
  const member = await phone(who('member'))
  await member.go('pages/season/leaver/index')
  await member.see(/毕业|离校/)
  await take(member, 'graduation-mine')
  await member.close()

  const { items } = await preview.call(who('secretary'), 'handover.list', { organisationId: branchId })
  await secretary.go(`pages/season/handover/index?id=${items[0]!.id}`)
  await secretary.see('三方签名')
  await take(secretary, 'handover')

  const above = await phone(who('committee'))
  await above.go(`pages/organisations/dissolve/index?id=${branchId}`)
  await above.settled()
  await take(above, 'dissolve')
  await above.close()
}
