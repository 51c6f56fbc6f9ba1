/** The dossier, applicants, a number that is opened, a correction. */
import type { Scene } from '../stage'

export const files: Scene = async ({ preview, secretary, branchId, who, phone, take }) => {
  const { items } = await preview.call(who('secretary'), 'roster.list', { limit: 50 })
  const [member, probationary] = ['李思远', '陈雨欣'].map((name) => items.find((line) => line.name === name)!.id) as [string, string]
  await secretary.go(`pages/dossier/file/index?id=${probationary}`)
  await secretary.see('现在的状态')
  await take(secretary, 'dossier-file')
  await secretary.go(`pages/dossier/papers/index?id=${probationary}`)
  await secretary.see('其余都齐全')
  await take(secretary, 'dossier-papers')

  await secretary.go(`pages/dossier/applicants/index?id=${branchId}`)
  await secretary.see('登记申请人')
  await take(secretary, 'applicants')
  const applicants = await preview.call(who('secretary'), 'applicants.list', { organisationId: branchId })
  await secretary.go(`pages/dossier/applicant/index?id=${applicants.items.find(({ name }) => name === '高远航')!.id}`)
  await secretary.see('入党经过')
  await take(secretary, 'applicant')

  await secretary.go(`pages/roster/person/index?id=${member}`)
  await secretary.tap('查看全号')
  await secretary.seeButton('查看')
  await take(secretary, 'reveal')
  await secretary.go(`pages/dossier/corrections/index?id=${branchId}`)
  await secretary.see('学生兼职辅导员')
  await take(secretary, 'corrections')

  const own = await phone(who('member'))
  await own.go('pages/dossier/mine/index')
  await own.see('工作岗位')
  await take(own, 'correction-mine')
  await own.go('pages/dossier/looks/index')
  await own.see('通知参加志愿服务')
  await take(own, 'looks')
  await own.close()
}
