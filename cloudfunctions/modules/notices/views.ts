import type { OutputOf } from '../../../types/contracts'
import type { MemberContext } from '../../platform/context'
import { hasPowerIn } from '../../platform/access'
import type { Member, Notice, Receipt } from '../../platform/documents'
import { abilities } from '../../platform/errors'
import { iso, isoOrNull } from '../../platform/time'
import { whyNoMoreReceipts } from '../../services/receipts'
import { whyCannotWithdraw, whyNotOfficer } from './rules'

/** Whether the caller is an officer of the notice's branch. */
export const runs = (ctx: MemberContext, notice: Pick<Notice, 'organisationId'>): boolean => hasPowerIn(ctx.access, 'runBranch', notice.organisationId, ctx.now)

/** A notice as its page shows it; `mine` is the caller's own receipt. */
export function noticeOf(ctx: MemberContext, notice: Notice, mine: Receipt | null): OutputOf<'notices.get'> {
  const officer = runs(ctx, notice)
  return {
    id: notice._id, title: notice.title, body: notice.body, at: iso(notice.at), due: isoOrNull(notice.due), authorName: notice.authorName,
    organisationName: notice.organisationName, groupName: notice.groupName, withdrawn: notice.withdrawnAt !== null, mine: mine?.way ?? null,
    ...abilities({
      withdraw: whyCannotWithdraw(notice, officer), seeReceipts: whyNotOfficer(officer),
      pasteChain: whyNotOfficer(officer) ?? whyNoMoreReceipts(notice),
    }),
  }
}

/** Receipts by name: who has none first, then in the order of the roster. */
export function receiptsView(members: Pick<Member, '_id' | 'name' | 'accountId'>[], receipts: Receipt[]): OutputOf<'notices.receipts'> {
  const byMember = new Map(receipts.map(receipt => [receipt.memberId, receipt]))
  const items = members.map(member => {
    const receipt = byMember.get(member._id)
    const at = receipt?.way === 'read' ? receipt.readAt ?? receipt.at : receipt?.at
    return { memberId: member._id, name: member.name, way: receipt?.way ?? null, at: isoOrNull(at), note: receipt?.note ?? null, bound: member.accountId !== null }
  })
  const unread = items.filter(item => item.way === null)
  return { total: items.length, read: items.length - unread.length, items: [...unread, ...items.filter(item => item.way !== null)] }
}
