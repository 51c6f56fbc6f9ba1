/** Notices, points and appeals. */
import { type Scene } from '../stage'

export const notices: Scene = async ({ preview, secretary, who, phone, take }) => {
  await secretary.go('pages/notices/edit/index')
  await secretary.see('标题')
  await secretary.type('标题', '关于报送年度学习小结的通知')
  await secretary.type('正文', '请各位同志在下周五前把年度学习小结交到党小组长处，一页纸即可，手写、打印都可以。')
  await take(secretary, 'notice-write')
  await secretary.tap('预览')
  await secretary.tap('发布')
  await secretary.see('通知已发布')
  await take(secretary, 'notice-posted')
  const { items } = await preview.call(who('secretary'), 'notices.list', {})
  const asked = items.find((item) => item.title === '请确认组织关系所在地')!
  await secretary.go(`pages/notices/receipts/index?id=${asked.id}`)
  await secretary.see('复制提醒')
  await take(secretary, 'notice-receipts')

  const member = await phone(who('member'))
  await member.go(`pages/notices/detail/index?id=${asked.id}`)
  await member.see('已读')
  await take(member, 'notice-read')
  await member.close()
}

export const pointsAndAppeals: Scene = async ({ preview, secretary, branchId, who, phone, take }) => {
  await secretary.go(`pages/organisations/settings/index?id=${branchId}`)
  await secretary.see('启用积分')
  await take(secretary, 'settings')
  const member = await phone(who('member'))
  await member.go('pages/points/ledger/index')
  await member.see('已冲正')
  await take(member, 'points')
  await member.go('pages/appeals/write/index')
  await member.see('想说什么')
  await member.type('想说什么', '自习室晚上九点半就熄灯，考试周能不能延到十点半？')
  await take(member, 'appeal-write')
  const { items } = await preview.call(who('member'), 'appeals.mine', {})
  const waiting = items.find(({ state }) => state === 'submitted')!
  await secretary.go(`pages/appeals/detail/index?id=${waiting.id}`)
  await secretary.see('答复并办结')
  await secretary.type('写给本人的话', '已经和学院商量好，从下月起固定在第三周的周三下午。')
  await take(secretary, 'appeal-answer')
  await secretary.tap('答复并办结')
  await secretary.answer('办结')
  await secretary.see('已办结')
  await member.go(`pages/appeals/detail/index?id=${waiting.id}`)
  await member.see('这件事解决了吗')
  await take(member, 'appeal-confirm')
  await member.close()
}
