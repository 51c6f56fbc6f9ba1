/** Who has been reached by a notice: read it in the program, answered in the group, told by phone, or on leave. Used by notices and pasted chains. */
import type { ReceiptWay } from '../../types/contracts/codes'
import type { Refusal } from '../../types/contracts/errors'
import type { Member, Notice, Receipt } from '../platform/documents'
import { _, addOnce, change, db, find, findAll } from '../platform/database'
import { inboxId, markItem } from './inbox'
import { inParallel } from './parallel'

export const receiptId = (noticeId: string, memberId: string): string => `${noticeId}_${memberId}`

/** Whether something may still be noted for a notice: what was withdrawn waits for nobody. */
export const whyNoMoreReceipts = (notice: Pick<Notice, 'withdrawnAt'>): Refusal | null => (notice.withdrawnAt ? { code: 'noticeWithdrawn' } : null)

/** What is asked of a member who is to be reached. */
export type Reached = Pick<Member, '_id' | 'name' | 'sortKey' | 'accountId' | 'groupId' | 'groupName' | 'className' | 'studentNumber'>

/** The active members of a branch, or of one of its groups, by name. One operation for up to 1,000. */
export async function membersOf(organisationId: string, groupId: string | null): Promise<Reached[]> {
  const where = { organisationId, archived: false, ...(groupId && { groupId }) }
  const members = await findAll('members', where, ['_id', 'name', 'sortKey', 'accountId', 'groupId', 'groupName', 'className', 'studentNumber'])
  return members.sort((a, b) => (a.sortKey < b.sortKey ? -1 : 1))
}

/** All receipts of a notice. One operation for up to 1,000. */
export const receiptsOf = (noticeId: string): Promise<Receipt[]> => findAll('receipts', { noticeId })

/** What is noted for one member. */
export interface Outcome { memberId: string; way: Exclude<ReceiptWay, 'read'>; note: string | null }

/**
 * Notes what an officer knows, each member once; a member's own reading stays beside it. Safe to repeat, and safe against
 * the members' own reading at the same time. Two operations, one for each who had no receipt, one or two for each note.
 */
export async function giveReceipts(noticeId: string, outcomes: Outcome[], by: string, now: Date): Promise<void> {
  const ids = outcomes.map(outcome => receiptId(noticeId, outcome.memberId))
  const known = new Set((await find('receipts', { _id: _.in(ids) }, { limit: 1000, fields: ['_id'] })).map(receipt => receipt._id))
  const added = await inParallel(outcomes.filter(outcome => !known.has(receiptId(noticeId, outcome.memberId))), 20, async outcome => {
    const receipt: Receipt = { ...outcome, _id: receiptId(noticeId, outcome.memberId), noticeId, at: now, by, readAt: null }
    if (await addOnce('receipts', receipt)) return true
    known.add(receipt._id)
    return false
  })
  const again = outcomes.filter(outcome => known.has(receiptId(noticeId, outcome.memberId)))
  for (const [way, note] of new Map(again.map(outcome => [`${outcome.way} ${outcome.note}`, [outcome.way, outcome.note] as const])).values()) {
    const alike = again.filter(outcome => outcome.way === way && outcome.note === note)
    await db.collection('receipts').where({ _id: _.in(alike.map(outcome => receiptId(noticeId, outcome.memberId))) }).update({ way, note, at: now, by })
  }
  await countInformed(noticeId, added.filter(Boolean).length)
  await inParallel(outcomes, 20, outcome => markItem(outcome.memberId, inboxId('notice', noticeId), outcome.way))
}

/**
 * Takes an officer's marks back: who has read the notice goes back to that, the others have no receipt any more. Whoever
 * reads it in this very moment has read it.
 */
export async function takeReceiptsBack(noticeId: string, memberIds: string[]): Promise<void> {
  const marked = { _id: _.in(memberIds.map(memberId => receiptId(noticeId, memberId))), way: _.neq('read') }
  const receipts = () => db.collection('receipts')
  const unread = await find('receipts', { ...marked, readAt: null }, { limit: 1000, fields: ['_id', 'memberId'] })
  const { deleted } = unread.length > 0 ? await receipts().where({ ...marked, readAt: null }).remove() as { deleted: number } : { deleted: 0 }
  await receipts().where({ ...marked, readAt: _.neq(null) }).update({ way: 'read', note: null })
  await countInformed(noticeId, -deleted)
  // Only who has no receipt left is asked again on the home page.
  const kept = unread.length === 0 || deleted === unread.length ? [] : await find('receipts', { _id: _.in(unread.map(receipt => receipt._id)) }, { limit: 1000, fields: ['_id'] })
  const gone = unread.filter(receipt => !kept.some(other => other._id === receipt._id))
  await inParallel(gone, 20, receipt => markItem(receipt.memberId, inboxId('notice', noticeId), null))
}

/** Adds to the count that lists show. */
export async function countInformed(noticeId: string, by: number): Promise<void> {
  if (by !== 0) await change('notices', { _id: noticeId }, { informed: _.inc(by) })
}
