/** Posts, the dynamic code, and a new phone. */
import { university } from '../../seed/university'
import { prove } from '../counted'
import { scrollTo, type Scene } from '../stage'

export const posts: Scene = async ({ preview, secretary, branchId, who, phone, take }) => {
  await secretary.go('pages/organisations/factor/index')
  await secretary.tap('设置动态码')
  await secretary.see('第一步')
  await take(secretary, 'factor')
  await prove(preview, who('secretary'))

  // An officer who has changed the phone waits for confirmation.
  const { items } = await preview.call(who('secretary'), 'posts.list', { organisationId: branchId })
  const officer = items.find(({ post, state }) => post === 'publicityOfficer' && state === 'active') ?? items.find(({ post }) => post !== 'secretary')!
  await preview.call(who('secretary'), 'binding.release', { memberId: officer.memberId, reason: '换了手机或微信号' })
  const { code } = await preview.call(who('secretary'), 'binding.invite', { memberId: officer.memberId })
  await preview.call('o-handbook-officer', 'binding.accept', { code })
  await secretary.go(`pages/organisations/posts/index?id=${branchId}`)
  await secretary.see('待确认')
  await take(secretary, 'posts')
  await secretary.tap('待确认')
  await secretary.see('确认是本人')
  await take(secretary, 'post-confirm')
  // The founder has a dynamic code since a year ago, and has not proved it today.
  const founder = await phone(university.founder.openid)
  await founder.go(`pages/organisations/posts/index?id=${branchId}`)
  await founder.tap('待确认')
  await founder.tap('确认是本人')
  await founder.answer('确认')
  await founder.see('验证本人')
  await take(founder, 'factor-ask')
  await founder.close()

  const { items: bound } = await preview.call(who('secretary'), 'roster.list', { bound: true })
  const person = bound.find(({ posts: held }) => held.length === 0)!
  await secretary.go(`pages/roster/person/index?id=${person.id}`)
  await secretary.see('解除微信绑定')
  await scrollTo(secretary, '解除微信绑定')
  await take(secretary, 'person')
  await secretary.tap('解除微信绑定')
  await secretary.see('换了手机或微信号')
  await take(secretary, 'release')
}
