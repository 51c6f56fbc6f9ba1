/** Keeping a roster in order: filters, many at once, duplicates, columns, an export, the branch's code. */
import { fictitiousIdNumber } from '../../seed/identity'
import { fictitiousPeople, rosterWorkbook } from '../../../tests/support/roster-workbook'
import type { World } from '../../../tests/support/world'
import { handIn, type Call } from './play'

export async function roster(call: Call, { secretary, founder, branchId: organisationId }: World): Promise<void> {
  const by = secretary.openid
  const add = async (name: string, more: object = {}): Promise<string> => (await call(by, 'roster.add', { organisationId, name, standing: 'full', birthday: '2003-05-01', ...more })).memberId
  const [one, two, left] = [await add('何二'), await add('何二', { className: '软件2301' }), await add('何三')]
  await call(by, 'roster.choices', {})
  await call(by, 'roster.saveFilter', { organisationId, name: '常用', filter: { className: '软件2301' } })
  await call(by, 'roster.dropFilter', { organisationId, name: '常用' })
  const { memberIds } = await call(by, 'roster.select', { organisationId })
  await call(by, 'roster.previewBulk', { organisationId, memberIds, className: '软件2302' })
  const { bulkId } = await call(by, 'roster.bulk', { organisationId, memberIds, className: '软件2302' })
  await call(by, 'roster.undoBulk', { bulkId })
  await call(by, 'roster.duplicates', {})
  await call(by, 'roster.notSame', { memberId: one, duplicateId: left })
  await call(by, 'roster.mergePreview', { memberId: one, duplicateId: two })
  const version = async (memberId: string): Promise<number> => (await call(by, 'roster.get', { memberId })).version
  await call(by, 'roster.merge', { memberId: one, duplicateId: two, version: await version(one), duplicateVersion: await version(two), take: ['className'] })
  await call(by, 'roster.archive', { memberId: left, reason: '登记错了' })
  await call(by, 'roster.restore', { memberId: left })

  const sheet = () => handIn(call, by, 'roster', '名册.xlsx', rosterWorkbook(fictitiousPeople(20, 700)))
  await call(by, 'imports.columns', { organisationId, ...await sheet() })
  await call(by, 'imports.keepHeaders', { organisationId, headers: [{ key: '同志', item: 'name' }] })
  await call(by, 'imports.forgetHeaders', { organisationId })
  await call(by, 'imports.cancel', { importId: (await call(by, 'imports.preview', { organisationId, ...await sheet() })).id })
  await call(by, 'exports.roster', { organisationId, extras: true })
  await call(by, 'exports.list', { organisationId })

  const idNumber = fictitiousIdNumber('2003-05-01', '001')
  const coming = await add('何四', { idNumber })
  const { code } = await call(by, 'binding.setBranchCode', { organisationId, on: true })
  await call(by, 'binding.branchCode', { organisationId })
  await call('openid-bench-claim', 'binding.claim', { branchCode: code!, name: '何四', idTail: idNumber.slice(-4) })
  await call('openid-bench-claim', 'binding.leave', {})
  await call('openid-bench-wrong', 'binding.notMe', { code: (await call(by, 'binding.invite', { memberId: coming })).code })
  await call(by, 'notices.withdraw', { noticeId: (await call(by, 'notices.post', { title: '明天开会', body: '下午三点。' })).noticeId })
  const outing = { title: '义务植树', place: '校园北门', startsAt: '2026-11-25T01:30:00Z', endsAt: '2026-11-25T03:00:00Z' }
  const { activityId } = await call(by, 'activities.create', outing)
  const { version: seen } = await call(by, 'activities.get', { activityId })
  await call(by, 'activities.update', { ...outing, activityId, version: seen, place: '校园东门' })
  await call(by, 'activities.callOff', { activityId, reason: '下雨' })
  await call(founder.openid, 'session.home', {})
}
