/** What the handbook tells, lived through on the demo: each scene opens pages as somebody and has pictures taken of them. */
import { TOTP } from 'otpauth'
import { university } from '../seed/university'
import { fictitiousPeople, rosterWorkbook, type FixturePerson } from '../../tests/support/roster-workbook'
import { activityNamed, scrollTo, type Scene, type Stage } from './stage'

const joining: Scene = async ({ preview, branchId, who, phone, take }) => {
  const stranger = await phone(who('stranger'))
  await stranger.go('pages/home/index')
  await stranger.see('您还没有加入支部')
  await take(stranger, 'join-home')

  const { items } = await preview.call(who('secretary'), 'roster.list', { bound: false })
  const person = items[0]!
  const newcomer = await phone('o-handbook-newcomer')
  const card = await preview.call(who('secretary'), 'binding.invite', { memberId: items[1]!.id })
  await newcomer.go(`pages/enter/index?scene=b.${card.code}`)
  await newcomer.see('是我')
  await take(newcomer, 'join-card')
  await newcomer.tap('是我')
  await newcomer.see('加入成功')
  await take(newcomer, 'join-done')

  const { code } = await preview.call(who('secretary'), 'binding.setBranchCode', { organisationId: branchId, on: true })
  await stranger.go(`pages/enter/index?scene=o.${code!}`)
  await stranger.see('身份证号末四位')
  await stranger.type('姓名', person.name)
  await stranger.type('身份证号末四位', '001X')
  await take(stranger, 'join-branch-code')
  await Promise.all([stranger.close(), newcomer.close()])
}

/** What the branch has of some of its people, and twelve new ones, as a spreadsheet with the usual faults. */
async function spreadsheet({ preview, who }: Stage): Promise<Buffer> {
  const { items } = await preview.call(who('secretary'), 'roster.list', { limit: 4 })
  const known = await Promise.all(items.map(async ({ id }, i): Promise<FixturePerson> => {
    const person = await preview.call(who('secretary'), 'roster.get', { memberId: id })
    const blank = { idNumber: '', ethnicity: '', education: '', joinedOn: '', fullOn: '', phone: '', address: '', group: '' }
    return { ...blank, name: person.name, sex: person.sex === '2' ? '女' : '男', birthday: person.birthday ?? '', standing: person.standing === 'full' ? '正式党员' : '预备党员', job: person.job ?? '', studentNumber: person.studentNumber ?? '', className: i < 2 ? '研究生实验班' : person.className ?? '' }
  }))
  const [wrong, ...others] = fictitiousPeople(12, 60)
  // One digit typed wrong, as it happens.
  const mistyped = { ...wrong!, idNumber: wrong!.idNumber.replace(/.$/, (last) => (last === '1' ? '2' : '1')) }
  return rosterWorkbook([...known, mistyped, ...others], { branch: '软件本科生第一党支部', damagedIds: [8] })
}

const roster: Scene = async (stage) => {
  const { preview, secretary, branchId, who, take } = stage
  await secretary.go('pages/roster/list/index')
  await secretary.see('导入表格')
  await take(secretary, 'roster')
  await secretary.tap('导入表格')
  await secretary.see('选择表格文件')
  await take(secretary, 'import-choose')
  await secretary.hand('选择表格文件', { name: '党员基本信息汇总表.xlsx', buffer: await spreadsheet(stage) })
  await secretary.see('确认导入')
  await take(secretary, 'import-report')
  await scrollTo(secretary, '末几位已丢失')
  await take(secretary, 'import-problems')
  await secretary.tap('确认导入')
  await secretary.answer('导入')
  await secretary.see('撤销这次导入')
  await take(secretary, 'import-done')
  await secretary.tap('撤销这次导入')
  await secretary.answer('撤销')
  await secretary.see('名册回到了导入以前的样子')
  secretary.takeErrors()

  const { items } = await preview.call(who('secretary'), 'roster.list', { bound: false })
  await secretary.go(`pages/binding/invite/index?id=${items[0]!.id}`)
  await secretary.tap('生成加入卡片')
  await secretary.see('发给本人')
  await take(secretary, 'invite-card')
  await secretary.go(`pages/binding/branch-code/index?id=${branchId}`)
  await secretary.tapButton('启用支部码')
  await secretary.see('发到支部群')
  await take(secretary, 'branch-code')
}

const notices: Scene = async ({ preview, secretary, who, phone, take }) => {
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

const activities: Scene = async (stage) => {
  const { secretary, who, phone, take } = stage
  await secretary.go('pages/activities/edit/index')
  await secretary.see('发布活动')
  await secretary.type('活动名称', '主题党日：义务植树')
  await secretary.type('地点', '校园北门集合')
  await take(secretary, 'activity-write')
  const outing = await activityNamed(stage, '主题党日：参观市规划展览馆')
  await secretary.go(`pages/activities/detail/index?id=${outing}`)
  await secretary.see('组织者办理')
  await take(secretary, 'activity-organiser')

  const member = await phone(who('member'))
  await member.go(`pages/activities/detail/index?id=${outing}`)
  await member.see('报名')
  await take(member, 'activity-open')
  await member.tapButton('报名')
  await member.see('点错了')
  await take(member, 'activity-signed-up')
  await member.tap('撤回')
  await member.seeButton('报名')
  const full = await activityNamed(stage, '志愿服务')
  await member.go(`pages/activities/detail/index?id=${full}`)
  await member.tapButton('报名候补')
  await member.see('有人退出会自动补上')
  await take(member, 'activity-waiting')
  await member.close()
}

const chain: Scene = async (stage) => {
  const { preview, secretary, who, take } = stage
  const outing = await activityNamed(stage, '主题党日：参观市规划展览馆')
  const { items } = await preview.call(who('secretary'), 'roster.names', {})
  const people = await preview.call(who('secretary'), 'activities.people', { activityId: outing })
  const answered = new Set(people.items.filter(({ state, leave }) => state !== 'none' || leave).map(({ memberId }) => memberId))
  const open = items.filter(({ id }) => !answered.has(id)).map(({ name }) => name)
  const text = ['#接龙', '主题党日：参观市规划展览馆', ...[
    open[0], `${open[1]} +1`, `${open[2]!.slice(1)}`, `${open[3]} 请假，回家探亲`, open[0], '快乐每一天', `${open[4]}`, `${open[5]} 晚到十分钟`, '老班长',
  ].map((name, i) => `${i + 1}. ${name}`)].join('\n')
  await secretary.go(`pages/chains/paste/index?kind=activity&id=${outing}`)
  await secretary.see('读接龙')
  await secretary.page.locator('textarea').filter({ visible: true }).first().fill(text)
  await take(secretary, 'chain-paste')
  await secretary.tap('读接龙')
  await secretary.see('请认一认')
  await take(secretary, 'chain-review')
  await secretary.seen.getByRole('button', { name: /^登记\d+人$/ }).tap()
  await secretary.answer('先登记')
  await secretary.see('已登记')
  await take(secretary, 'chain-done')
}

const checkIn: Scene = async (stage) => {
  const { preview, secretary, who, phone, take } = stage
  const running = await activityNamed(stage, '主题党日：集中学习与交流')
  await secretary.go(`pages/activities/screen/index?id=${running}`)
  await secretary.see('秒后自动换新')
  await take(secretary, 'check-in-screen')
  await secretary.go(`pages/activities/people/index?id=${running}`)
  await secretary.tap('点名代签到')
  await secretary.see('勾选到场的同志')
  for (let n = 0; n < 2; n++) await secretary.seen.getByRole('checkbox', { checked: false, disabled: false }).first().tap()
  await take(secretary, 'check-in-names')

  const member = await phone(who('member'))
  await member.go(`pages/activities/detail/index?id=${running}`)
  await member.tapButton('签到')
  await member.see('输入屏幕上的6位数字')
  await take(member, 'check-in-digits')
  const { scene } = await preview.call(who('secretary'), 'activities.checkInCode', { activityId: running })
  await member.go(`pages/enter/index?scene=${scene}`)
  await member.see('签到成功')
  await take(member, 'check-in-done')
  await member.close()
}

const pointsAndAppeals: Scene = async ({ preview, secretary, branchId, who, phone, take }) => {
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

const posts: Scene = async ({ preview, secretary, branchId, who, phone, take }) => {
  await secretary.go('pages/organisations/factor/index')
  await secretary.tap('设置动态码')
  await secretary.see('第一步')
  await take(secretary, 'factor')
  const { secret } = await preview.call(who('secretary'), 'session.enrolFactor', {})
  await preview.call(who('secretary'), 'session.activateFactor', { code: new TOTP({ secret }).generate() })

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

const homes: Scene = async ({ secretary, who, phone, take }) => {
  await secretary.go('pages/home/index')
  await secretary.see('支部工作')
  await take(secretary, 'secretary-home')
  const member = await phone(who('member'))
  await member.go('pages/home/index')
  await member.see('同志')
  await take(member, 'member-home')
  await member.go('pages/me/index')
  await member.see('文字大小')
  await take(member, 'me')
  await member.close()
  const large = await phone(who('member'), { textSize: '150' })
  await large.go('pages/home/index')
  await large.see('同志')
  // The empty page in between has no storage to keep the choice in.
  large.takeErrors()
  await take(large, 'large-text')
  await large.close()
  const above = await phone(who('committee'))
  await above.go('pages/home/index')
  await above.see('下级')
  await take(above, 'committee-home')
  await above.tap('软件工程系党总支')
  await above.see('软件本科生第一党支部')
  await take(above, 'committee-below')
  await above.close()
}

/** In this order: the home pages come first, because what is done afterwards changes them. */
export const scenes: Scene[] = [homes, activities, chain, checkIn, notices, pointsAndAppeals, roster, joining, posts]
