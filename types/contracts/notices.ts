/** A notice to the branch: posted once, shared to the group chat as a card, receipts by name for the officers. */
import * as z from './zod'
import { receiptWays, type ReceiptWay } from './codes'
import { id, instant, line, pageInput, pageOf, text, why, type Contract } from './shared'

const way = z.enum(Object.keys(receiptWays) as [ReceiptWay, ...ReceiptWay[]])

export const NoticeLine = z.object({ id, title: z.string(), at: instant, due: instant.nullable(), read: z.boolean(), withdrawn: z.boolean(), readCount: z.number().nullable(), total: z.number().nullable() })
export type NoticeLine = z.infer<typeof NoticeLine>

export const Notice = z.object({
  id, title: z.string(), body: z.string(), at: instant, due: instant.nullable(), authorName: z.string(), organisationName: z.string(), groupName: z.string().nullable(),
  withdrawn: z.boolean(), mine: way.nullable(),
  can: z.object({ withdraw: z.boolean(), seeReceipts: z.boolean(), pasteChain: z.boolean() }),
  why,
})
export type Notice = z.infer<typeof Notice>

export const Receipts = z.object({
  total: z.number(), read: z.number(),
  items: z.array(z.object({ memberId: id, name: z.string(), way: way.nullable(), at: instant.nullable(), note: z.string().nullable(), bound: z.boolean() })),
})
export type Receipts = z.infer<typeof Receipts>

export const notices = {
  'notices.list': { input: z.object({ ...pageInput }), output: pageOf(NoticeLine), access: 'member', kind: 'read' },
  'notices.get': { input: z.object({ noticeId: id }), output: Notice, access: 'member', kind: 'read' },
  'notices.post': { input: z.object({ title: line(60), body: text(5000), due: instant.optional(), groupId: id.optional() }), output: z.object({ noticeId: id }), access: 'runBranch', kind: 'write', audited: true },
  'notices.withdraw': { input: z.object({ noticeId: id }), output: z.object({}), access: 'runBranch', kind: 'write', audited: true },
  'notices.markRead': { input: z.object({ noticeId: id }), output: z.object({}), access: 'member', kind: 'write' },
  'notices.receipts': { input: z.object({ noticeId: id }), output: Receipts, access: 'runBranch', kind: 'read' },
  /** What the secretary knows from outside: replied in the group, told by phone, on leave; null takes the mark back (a read by the member stays). */
  'notices.mark': { input: z.object({ noticeId: id, memberIds: z.array(id).min(1).max(200), way: way.exclude(['read']).nullable() }), output: Receipts, access: 'runBranch', kind: 'write', audited: true },
  /** A text for the group chat; names only when asked for. */
  'notices.reminder': { input: z.object({ noticeId: id, withNames: z.boolean() }), output: z.object({ text: z.string() }), access: 'runBranch', kind: 'read' },
} satisfies Contract
