/** Coming in, notices, activities, appeals, a spreadsheet, a new phone. */
import { upload } from '../../../tests/support/api'
import { fictitiousPeople, rosterWorkbook } from '../../../tests/support/roster-workbook'
import { bind, type World } from '../../../tests/support/world'
import type { Call } from './play'

/** Everything that people do in a branch in a week, once. */
export async function days(call: Call, world: World): Promise<void> {
  const { secretary, member, leader, founder, branchId } = world
  await call('openid-bench-nobody', 'session.home', {})
  for (const person of [founder, secretary, member]) await call(person.openid, 'session.home', {})

  // Somebody comes in.
  const { memberId } = await call(secretary.openid, 'roster.add', { organisationId: branchId, name: '何一', standing: 'full', idNumber: '990101200503010014', phone: '19900000001' })
  const card = await call(secretary.openid, 'binding.invite', { memberId })
  await call('openid-bench-he', 'binding.peek', { code: card.code })
  await call('openid-bench-he', 'binding.accept', { code: card.code })
  await call(secretary.openid, 'roster.list', {})
  await call(secretary.openid, 'roster.get', { memberId })
  await call(secretary.openid, 'roster.update', { memberId, version: 1, changes: { job: '学生' } })
  await call(secretary.openid, 'roster.names', {})
  const { postId } = await call(secretary.openid, 'posts.appoint', { organisationId: branchId, memberId, post: 'committeeMember' })
  await call(secretary.openid, 'posts.list', { organisationId: branchId })
  await call(secretary.openid, 'posts.end', { postId, reason: '分工调整' })
  await call(secretary.openid, 'organisations.get', {})
  await call(founder.openid, 'organisations.below', {})
  await call(secretary.openid, 'organisations.setPoints', { organisationId: branchId, enabled: true, perCheckIn: 2 })

  // A notice.
  const { noticeId } = await call(secretary.openid, 'notices.post', { title: '本周主题党日安排', body: '周五下午两点半，图书馆报告厅。' })
  await call(member.openid, 'notices.list', {})
  await call(member.openid, 'notices.get', { noticeId })
  await call(member.openid, 'notices.markRead', { noticeId })
  await call(secretary.openid, 'notices.receipts', { noticeId })
  await call(secretary.openid, 'notices.mark', { noticeId, memberIds: [world.unbound.memberId], way: 'told' })
  await call(secretary.openid, 'notices.reminder', { noticeId, withNames: false })

  // An activity, a pasted chain, a check-in.
  const { activityId } = await call(secretary.openid, 'activities.create', { title: '主题党日', place: '图书馆报告厅', startsAt: '2026-11-20T01:30:00Z', endsAt: '2026-11-20T03:00:00Z', capacity: 30 })
  await call(member.openid, 'activities.list', { when: 'coming' })
  await call(member.openid, 'activities.get', { activityId })
  await call(member.openid, 'activities.signUp', { activityId })
  await call(member.openid, 'activities.cancel', { activityId })
  await call(member.openid, 'activities.signUp', { activityId })
  await call(leader.openid, 'activities.signUpFor', { activityId, memberId: member.memberId, going: true })
  const target = { kind: 'activity' as const, id: activityId }
  await call(secretary.openid, 'chains.read', { target, text: '#接龙\n1. 李秀英\n2. 张伟 +1\n3. 刘洋 请假' })
  await call(secretary.openid, 'chains.record', { target, entries: [{ memberId: world.officer.memberId, answer: 'yes' }, { memberId: world.probationary.memberId, answer: 'no', note: '请假' }] })
  await call(secretary.openid, 'activities.people', { activityId })
  const { code } = await call(secretary.openid, 'activities.checkInCode', { activityId })
  await call(member.openid, 'activities.checkIn', { activityId, code })
  await call(secretary.openid, 'activities.tick', { activityId, memberIds: [world.officer.memberId], present: true })
  const ledger = await call(member.openid, 'points.mine', {})
  await call(secretary.openid, 'points.ofMember', { memberId: member.memberId })
  await call(secretary.openid, 'points.reverse', { lineId: ledger.items[0]!.id, reason: '重复登记' })

  // Something to say.
  const { appealId } = await call(member.openid, 'appeals.write', { text: '活动室的投影仪坏了，希望修一下。' })
  await call(member.openid, 'appeals.mine', {})
  await call(secretary.openid, 'appeals.ofBranch', {})
  await call(secretary.openid, 'appeals.answer', { appealId, text: '已报修，周三前修好。', close: true })
  await call(member.openid, 'appeals.get', { appealId })
  await call(member.openid, 'appeals.confirm', { appealId, solved: true })

  // A spreadsheet.
  const { uploadId, cloudPath } = await call(secretary.openid, 'files.issueUpload', { purpose: 'roster', fileName: '名册.xlsx', size: 20_000 })
  const fileId = await upload(secretary.openid, cloudPath, rosterWorkbook(fictitiousPeople(50)))
  const { id: importId } = await call(secretary.openid, 'imports.preview', { organisationId: branchId, uploadId, fileId, fileName: '名册.xlsx' })
  await call(secretary.openid, 'imports.changes', { importId })
  await call(secretary.openid, 'imports.problems', { importId })
  await call(secretary.openid, 'imports.commit', { importId })
  await call(secretary.openid, 'imports.status', { importId })
  await call(secretary.openid, 'imports.list', {})
  await call(secretary.openid, 'imports.undo', { importId })

  // A new phone.
  await call(secretary.openid, 'binding.release', { memberId, reason: '换手机' })
  await bind(secretary.openid, memberId, 'openid-bench-he-new')
}
