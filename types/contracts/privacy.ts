/** Sensitive items: revealed with a reason, and who has seen them. Corrections of what is kept: privacy-corrections.ts. */
import * as z from './zod'
import { sensitiveItems, type SensitiveItem } from './codes'
import { id, instant, line, pageInput, pageOf, type Contract } from './shared'
import { corrections } from './privacy-corrections'

const item = z.enum(Object.keys(sensitiveItems) as [SensitiveItem, ...SensitiveItem[]])
/** An ID number is kept as a hash with its last four characters, so nothing can open it. */
const revealable = item.exclude(['idNumber'])

/** One time that somebody saw sensitive items in the clear. */
export const Look = z.object({
  id, at: instant, byName: z.string(), organisationName: z.string(),
  /** What was done: 查看全号, 查看住址, 导出花名册. */
  what: z.string(), items: z.array(item),
  /** As the officer gave it; null for a file that left. */
  reason: z.string().nullable(),
})
export type Look = z.infer<typeof Look>

/** An unusual run by one account: many reveals, or many refusals of records that are not its own. */
export const UnusualRun = z.object({
  id, kind: z.enum(['reveals', 'refusals']), byName: z.string(), count: z.number(), at: instant,
  /** Until when the account is held back. */
  until: instant,
  can: z.object({ settle: z.boolean() }), why: z.record(z.string(), z.string()),
})
export type UnusualRun = z.infer<typeof UnusualRun>

export const privacy = {
  ...corrections,
  /** One item of one person in the clear. The record of it is written before the value is opened. */
  'privacy.reveal': { input: z.object({ memberId: id, item: revealable, reason: line(100) }), output: z.object({ value: z.string() }), access: 'keepRoster', kind: 'write', audited: true, secondFactor: true },
  /** The own item: nobody else is concerned, so no reason is asked. */
  'privacy.own': { input: z.object({ item: revealable }), output: z.object({ value: z.string().nullable() }), access: 'member', kind: 'read' },
  /** Who has seen the caller's own sensitive items, newest first. */
  'privacy.looks': { input: z.object({ ...pageInput }), output: pageOf(Look), access: 'member', kind: 'read' },
  /** What was revealed of an organisation's people and by its officers, newest first, with the unusual runs that nobody has dealt with. */
  'privacy.looksOf': {
    input: z.object({ organisationId: id, ...pageInput }),
    output: pageOf(Look.extend({ subjectName: z.string() })).extend({ organisationName: z.string(), unusual: z.array(UnusualRun) }), access: 'appoint', kind: 'read',
  },
  /** An unusual run has been looked into; `lift` lets the account go on at once. */
  'privacy.settle': { input: z.object({ unusualId: id, lift: z.boolean() }), output: z.object({}), access: 'appoint', kind: 'write', audited: true, secondFactor: true },
} satisfies Contract
