/** A sheet asked of a branch, as it lies there: one that a branch asks of itself, so that both sides are the branch's. */
import { START } from './api'

export interface CollectionRecords { collectionId: string; answerId: string; rowId: string }

/** An organisation asks only branches below it, so the records are put where they would be. */
export async function makeCollectionRecords(organisationId: string, memberId: string): Promise<CollectionRecords> {
  const { put } = await import('../../cloudfunctions/platform/database')
  const [collectionId, answerId] = [`task-of-${organisationId}`, `answer-of-${organisationId}`]
  const due = new Date(START.getTime() + 5 * 86_400_000)
  const same = { organisationId, organisationName: '示例党支部', title: '党员基本信息汇总表', due, at: START, version: 1 }
  await put('collection_tasks', {
    ...same, _id: collectionId, key: `${START.toISOString()}_${collectionId}`, state: 'open', note: '', by: 'somebody', byName: '何某', templatePath: 'collections/templates/none.xlsx', fileName: '汇总表.xlsx', sheet: 0, sheetName: 'Sheet1',
    columns: [{ index: 0, header: '姓名', item: 'name', required: true, own: false }], who: 'all', targets: [organisationId], delivered: 1, remindedAt: null, shownAt: null, unsettled: false, wipeAt: null, lastTap: null,
  })
  await put('collection_answers', {
    ...same, _id: answerId, key: `${START.toISOString()}_${answerId}`, collectionId, fromId: organisationId, fromName: '示例党支部', taskState: 'open', state: 'waiting', openedAt: START, turn: 0, confirmedAt: null, confirmedBy: null,
    snapshotId: null, rows: null, reason: null, typed: null,
  })
  return { collectionId, answerId, rowId: memberId }
}
