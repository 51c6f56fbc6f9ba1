import type { notices } from '../../../types/contracts/notices'
import { hasPowerIn } from '../../platform/access'
import type { MemberContext, ModuleHandlers } from '../../platform/context'
import { _, addOnce, change, count, find, read, transaction } from '../../platform/database'
import type { Notice, Receipt } from '../../platform/documents'
import { guard, refuse } from '../../platform/errors'
import { idFrom } from '../../platform/ids'
import { iso, isoOrNull, timeKey } from '../../platform/time'
import { checkText } from '../../platform/wechat'
import { audienceOf, inboxId, itemUp, markItem } from '../../services/inbox'
import { PAGE, pageFrom } from '../../services/paging'
import { countInformed, giveReceipts, membersOf, receiptId, receiptsOf, takeReceiptsBack, whyNoMoreReceipts, type Reached } from '../../services/receipts'
import { reminderText } from './reminder'
import { isMeantFor, staysUntil, whyNotOfficer, whyWrongDue } from './rules'
import { noticeOf, receiptsView, runs } from './views'

/** A notice that the caller may see: meant for them, or of a branch they run. `notFound` otherwise. One operation. */
async function noticeSeen(ctx: MemberContext, noticeId: string): Promise<Notice> {
  const notice = await read('notices', noticeId)
  if (!notice || !(isMeantFor(notice, ctx.access) || runs(ctx, notice))) refuse('notFound')
  return notice
}

/** A notice of a branch that the caller runs; `forbidden` where the caller only sees it. One operation. */
async function noticeRun(ctx: MemberContext, noticeId: string): Promise<Notice> {
  const notice = await noticeSeen(ctx, noticeId)
  guard(whyNotOfficer(runs(ctx, notice)))
  return notice
}

/** The newest notices that the caller sees, one more than a page. A member with a group has two streams, each read no further than the page. */
async function newest(ctx: MemberContext, cursor: string | undefined, limit: number): Promise<Notice[]> {
  const { organisationId, groupId } = ctx.access
  const stream = (where: object) => find('notices', { organisationId, ...where, ...(cursor && { key: _.lt(cursor) }) }, { orderBy: [['key', 'desc']], limit })
  if (hasPowerIn(ctx.access, 'runBranch', organisationId, ctx.now)) return stream({})
  const streams = await Promise.all([stream({ groupId: null }), ...(groupId ? [stream({ groupId })] : [])])
  return streams.flat().sort((a, b) => (a.key < b.key ? 1 : -1)).slice(0, limit)
}

/** How many are meant to read each audience on a page: one count for the branch and one for each group that occurs. */
async function audienceSizes(organisationId: string, page: Notice[]): Promise<Map<string | null, number>> {
  const groups = [...new Set(page.map(notice => notice.groupId))]
  return new Map(await Promise.all(groups.map(async groupId =>
    [groupId, await count('members', { organisationId, archived: false, ...(groupId && { groupId }) })] as const)))
}

/** The party group's name, where it is one of the caller's branch. */
async function groupName(ctx: MemberContext, groupId: string): Promise<string> {
  const group = await read('organisations', groupId)
  if (!group || group.kind !== 'group' || group.parentId !== ctx.access.organisationId) refuse('notFound')
  return group.name
}

/** Receipts by name; the count that lists show is set right on the way where it has drifted. */
async function receiptsFor(notice: Notice, audience?: Reached[]) {
  const [members, receipts] = await Promise.all([audience ?? membersOf(notice.organisationId, notice.groupId), receiptsOf(notice._id)])
  const view = receiptsView(members, receipts)
  if (view.read !== notice.informed) await change('notices', { _id: notice._id, informed: notice.informed }, { informed: view.read })
  return view
}

export const handlers: ModuleHandlers<typeof notices> = {
  'notices.list': async (ctx, input) => {
    const limit = input.limit ?? PAGE
    const { memberId, organisationId } = ctx.access
    const found = await newest(ctx, input.cursor, limit + 1)
    const page = found.slice(0, limit)
    const officer = hasPowerIn(ctx.access, 'runBranch', organisationId, ctx.now)
    const [mine, sizes] = await Promise.all([
      page.length > 0 ? find('receipts', { _id: _.in(page.map(notice => receiptId(notice._id, memberId))) }, { limit, fields: ['noticeId'] }) : [],
      officer ? audienceSizes(organisationId, page) : null,
    ])
    const read = new Set(mine.map(receipt => receipt.noticeId))
    return pageFrom(found, limit, notice => notice.key, notice => {
      const total = sizes?.get(notice.groupId) ?? null
      return {
        id: notice._id, title: notice.title, at: iso(notice.at), due: isoOrNull(notice.due), read: read.has(notice._id), withdrawn: notice.withdrawnAt !== null,
        readCount: total === null ? null : Math.min(notice.informed, total), total,
      }
    })
  },

  'notices.get': async (ctx, input) => {
    const notice = await noticeSeen(ctx, input.noticeId)
    return noticeOf(ctx, notice, await read('receipts', receiptId(notice._id, ctx.access.memberId)))
  },

  'notices.post': async (ctx, input) => {
    const { organisationId, organisationName, memberId, memberName } = ctx.access
    guard(whyNotOfficer(runs(ctx, { organisationId })))
    const due = input.due ? new Date(input.due) : null
    guard(whyWrongDue(due, ctx.now))
    const group = input.groupId ? await groupName(ctx, input.groupId) : null
    await checkText(ctx.caller.openid, `${input.title}\n${input.body}`)
    const _id = idFrom('notice', ctx.caller.accountId, ctx.action, ctx.requestId)
    const groupId = input.groupId ?? null
    // Together, so that no notice is posted that nobody's home page shows. A repeat changes nothing, whatever it says.
    await transaction(async tx => {
      if (await tx.read('notices', _id)) return
      await tx.add('notices', {
        _id, key: timeKey(ctx.now, _id), organisationId, organisationName, groupId, groupName: group, title: input.title, body: input.body, due,
        at: ctx.now, authorId: memberId, authorName: memberName, withdrawnAt: null, informed: 0,
      })
      await tx.put('inbox', itemUp({
        audience: groupId ? audienceOf.group(groupId) : audienceOf.branch(organisationId), kind: 'notice', title: input.title, hint: '请打开查看',
        refId: _id, due, startsAt: null, endsAt: null, until: staysUntil(due, ctx.now), at: ctx.now,
      }))
    })
    return { noticeId: _id }
  },

  /** What is withdrawn stays in the list as such; withdrawing it again changes nothing. */
  'notices.withdraw': async (ctx, input) => {
    const notice = await noticeRun(ctx, input.noticeId)
    await transaction(async tx => {
      if ((await tx.read('notices', notice._id))?.withdrawnAt !== null) return
      await tx.update('notices', notice._id, { withdrawnAt: ctx.now })
      await tx.update('inbox', inboxId('notice', notice._id), { closed: true })
    })
    return {}
  },

  'notices.markRead': async (ctx, input) => {
    const notice = await noticeSeen(ctx, input.noticeId)
    const { memberId } = ctx.access
    // An officer who looks at another group's notice is not one of its readers.
    if (!isMeantFor(notice, ctx.access) || notice.withdrawnAt) return {}
    const _id = receiptId(notice._id, memberId)
    const receipt: Receipt = { _id, noticeId: notice._id, memberId, way: 'read', at: ctx.now, by: memberId, readAt: ctx.now, note: null }
    if (await addOnce('receipts', receipt)) await countInformed(notice._id, 1)
    else await change('receipts', { _id, readAt: null }, { readAt: ctx.now })
    await markItem(memberId, inboxId('notice', notice._id), 'read')
    return {}
  },

  'notices.receipts': async (ctx, input) => receiptsFor(await noticeRun(ctx, input.noticeId)),

  'notices.mark': async (ctx, input) => {
    const notice = await noticeRun(ctx, input.noticeId)
    guard(whyNoMoreReceipts(notice))
    const memberIds = [...new Set(input.memberIds)]
    const audience = await membersOf(notice.organisationId, notice.groupId)
    if (memberIds.some(memberId => !audience.some(member => member._id === memberId))) refuse('notFound')
    const { way } = input
    if (way === null) await takeReceiptsBack(notice._id, memberIds)
    else await giveReceipts(notice._id, memberIds.map(memberId => ({ memberId, way, note: null })), ctx.access.memberId, ctx.now)
    return receiptsFor(await noticeRun(ctx, notice._id), audience)
  },

  'notices.reminder': async (ctx, input) => {
    const notice = await noticeRun(ctx, input.noticeId)
    guard(whyNoMoreReceipts(notice))
    const { items } = await receiptsFor(notice)
    const unread = items.filter(item => item.way === null).map(item => item.name)
    return { text: reminderText({ title: notice.title, due: notice.due, unread, withNames: input.withNames, now: ctx.now }) }
  },
}
