/** A sheet from above that is filled, and one that a committee asks of its branches. */
import { blankSheet } from '../../seed/blank-sheets'
import type { World } from '../../../tests/support/world'
import { handIn, type Call } from './play'

const sheet = blankSheet({ title: '党员基本信息汇总表', headers: ['序号', '姓名', '性别', '出生日期', '学号', '手机号', '特长'], rows: [[], [], []], footer: ['填表人：'] })
const later = (days: number): string => new Date(Date.parse('2026-11-20T10:00:00Z') + days * 86_400_000).toISOString()

export async function sheets(call: Call, { secretary, otherSecretary, founder, committeeId, branchId, otherBranchId }: World): Promise<void> {
  const by = secretary.openid
  const blank = (openid: string) => handIn(call, openid, 'template', '党员信息汇总表.xlsx', sheet)
  const { runId } = await call(by, 'backfill.start', { organisationId: branchId, ...await blank(by) })
  await call(by, 'backfill.get', { runId })
  await call(by, 'backfill.people', { runId })
  await call(by, 'backfill.preview', { runId })
  await call(by, 'backfill.fill', { runId })
  await call(by, 'backfill.open', { runId })
  const again = await call(by, 'backfill.again', { runId })
  await call(by, 'backfill.fill', { runId: again.runId })
  await call(by, 'backfill.rows', { runId: again.runId })
  await call(by, 'backfill.differences', { runId: again.runId })
  await call(by, 'backfill.list', {})
  await call(by, 'backfill.remove', { runId })

  const above = founder.openid
  const { id: collectionId, columns } = await call(above, 'collections.draft', { organisationId: committeeId, ...await blank(above) })
  await call(above, 'collections.send', { collectionId, title: '党员信息汇总表', note: '', due: later(5), who: 'all', all: false, organisationIds: [branchId], columns: columns.map(({ index, item }) => ({ index, item, required: false })) })
  await call(above, 'collections.add', { collectionId, organisationIds: [otherBranchId] })
  await call(above, 'collections.extend', { collectionId, due: later(6) })
  await call(above, 'collections.remind', { collectionId })
  const answerId = (await call(by, 'collections.incoming', {})).items[0]!.id
  const answer = await call(by, 'collections.answer', { answerId })
  const { items: rows } = await call(by, 'collections.rows', { answerId })
  await call(by, 'collections.fill', { answerId, rowId: rows[0]!.id, cells: [{ index: answer.columns.at(-1)!.index, value: '书法' }] })
  const { turn } = await call(by, 'collections.confirm', { answerId })
  await call(by, 'collections.reopen', { answerId, turn })
  await call(by, 'collections.sheet', { answerId })
  const confirmed = await call(by, 'collections.confirm', { answerId })
  await call(above, 'collections.sendBack', { answerId, turn: confirmed.turn, reason: '请补特长' })
  await call(by, 'collections.confirm', { answerId })
  await call(otherSecretary.openid, 'collections.confirm', { answerId: (await call(otherSecretary.openid, 'collections.incoming', {})).items[0]!.id })
  await call(above, 'collections.list', {})
  await call(above, 'collections.get', { collectionId })
  await call(above, 'collections.branches', { collectionId })
  await call(above, 'collections.conflicts', { collectionId })
  await call(above, 'collections.merge', { collectionId })
  const copy = await call(above, 'collections.copy', { collectionId })
  await call(above, 'collections.close', { collectionId })
  await call(above, 'collections.send', { collectionId: copy.collectionId, title: '再来一次', note: '', due: later(5), who: 'all', all: true, organisationIds: [], columns: columns.map(({ index, item }) => ({ index, item, required: false })) })
  await call(above, 'collections.withdraw', { collectionId: copy.collectionId })
}
