/** Activities, pasted chains and check-in. */
import { activityNamed, type Scene } from '../stage'

export const activities: Scene = async (stage) => {
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

export const chain: Scene = async (stage) => {
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

export const checkIn: Scene = async (stage) => {
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
