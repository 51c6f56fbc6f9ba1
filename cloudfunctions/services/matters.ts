/** What is open about a member and follows the person: corrections asked for, reminders of an absence or a loss. */
import { _, find, type Tx } from '../platform/database'
import type { CorrectionRequest, InboxItem } from '../platform/documents'
import { audienceOf, inboxId } from './inbox'

/** More requests than there are items to correct. */
const REQUESTS = 50

/** Requests that wait for a decision, as the transaction finds them. */
async function openRequests(tx: Tx, memberId: string): Promise<CorrectionRequest[]> {
  const found = await find('corrections', { memberId, open: true }, { limit: REQUESTS, fields: ['_id'] })
  const requests: CorrectionRequest[] = []
  for (const { _id } of found) {
    const request = await tx.read('corrections', _id)
    if (request?.open) requests.push(request)
  }
  return requests
}

async function changeItem(tx: Tx, kind: InboxItem['kind'], refId: string, changes: Partial<InboxItem>): Promise<void> {
  const item = await tx.read('inbox', inboxId(kind, refId))
  if (item && !item.closed) await tx.update('inbox', item._id, changes)
}

/** What is open about a member is dealt with in another branch from now on, inside the transaction that carries the person. Three operations, three more for each request. */
export async function carryMatters(tx: Tx, memberId: string, toId: string): Promise<void> {
  for (const kind of ['floating', 'lostContact'] as const) await changeItem(tx, kind, memberId, { audience: audienceOf.officers(toId) })
  for (const { _id } of await openRequests(tx, memberId)) {
    await tx.update('corrections', _id, { organisationId: toId })
    await changeItem(tx, 'correction', _id, { audience: audienceOf.keepers(toId), opens: toId })
  }
}

/** What is open about a member who leaves the roster ends, inside the transaction that takes the person off it. Four operations, three more for each request. */
export async function endMatters(tx: Tx, memberId: string): Promise<void> {
  for (const [kind, refId] of [['floating', memberId], ['floating', `${memberId}_own`], ['lostContact', memberId]] as const) await changeItem(tx, kind, refId, { closed: true })
  for (const { _id } of await openRequests(tx, memberId)) {
    await tx.update('corrections', _id, { state: 'withdrawn', open: false, reason: '已不在名册上，申请随之撤回' })
    await changeItem(tx, 'correction', _id, { closed: true })
  }
}
