/** Transfers of the organisational relation (组织关系转接): from branch to branch, out of this tree, into it. */
import * as z from './zod'
import { standings, transferActs, transferKinds, transferStates, type Standing, type TransferAct, type TransferKind, type TransferState } from './codes'
import { day, id, instant, line, optionalLine, pageInput, pageOf, why, type Contract } from './shared'

const kind = z.enum(Object.keys(transferKinds) as [TransferKind, ...TransferKind[]])
const state = z.enum(Object.keys(transferStates) as [TransferState, ...TransferState[]])
const standing = z.enum(Object.keys(standings) as [Standing, ...Standing[]])
/** A month `YYYY-MM`. */
const month = z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])$/)

/** So many people begin a transfer in one call: a whole year's classes. */
export const TRANSFER_PEOPLE = 200

/** A party organisation that is not kept here. */
const Elsewhere = z.object({ name: line(80), province: optionalLine(20).optional(), committee: optionalLine(80).optional() })
/** Where to: a branch of this tree, or an organisation elsewhere; one of the two. */
const wish = { toBranchId: id.optional(), elsewhere: Elsewhere.optional() }
const said = { reason: optionalLine(100).optional(), /** The month up to which dues are paid. */ duesUntil: month.optional(), /** Days for which the letter is good; 90 where left out. */ validDays: z.number().int().min(1).max(3650).optional() }

export const TransferLine = z.object({
  id, kind, state, memberName: z.string(), standing, from: z.string(), to: z.string(), dueOn: day,
  /** Who acts next, by post and name; empty where it is over. */
  next: z.string(),
  /** What a letter's end or an overdue step says; null where nothing presses. */
  pressing: z.object({ level: z.enum(['notice', 'urgent']), text: z.string() }).nullable(),
})
export type TransferLine = z.infer<typeof TransferLine>

export const Transfer = TransferLine.extend({
  open: z.boolean(), version: z.number(), memberId: id.nullable(), startedByMember: z.boolean(),
  elsewhere: z.object({ name: z.string(), province: z.string().nullable(), committee: z.string().nullable() }).nullable(),
  reason: z.string().nullable(), duesUntil: z.string().nullable(), duesWarning: z.string().nullable(),
  letter: z.object({ number: z.string(), issuedOn: day, validDays: z.number(), until: day }).nullable(), validDays: z.number(), receiptOn: day.nullable(),
  /** The way in order: what is behind, what is next, what follows. */
  steps: z.array(z.object({ title: z.string(), who: z.string(), state: z.enum(['done', 'now', 'later']) })),
  history: z.array(z.object({ at: instant, act: z.enum(Object.keys(transferActs) as [TransferAct, ...TransferAct[]]), who: z.string(), note: z.string().nullable() })),
  /** The organisation that acts next, and how many others wait for it: told to who acts there, 0 for everybody else. */
  deskId: id.nullable(), others: z.number(),
  can: z.object({ agree: z.boolean(), accept: z.boolean(), return: z.boolean(), resubmit: z.boolean(), withdraw: z.boolean(), issue: z.boolean(), receipt: z.boolean() }),
  why,
})
export type Transfer = z.infer<typeof Transfer>

/** An act on one transfer as the caller saw it: whoever acts on an older version is told so. */
const act = { transferId: id, version: z.number().int() }

export const transfers = {
  /** Transfers of one organisation and all below it, the soonest deadline first; `search` matches name, pinyin or initials from their beginning. */
  'transfers.list': {
    input: z.object({ organisationId: id.optional(), state: state.optional(), over: z.boolean().optional(), search: optionalLine(40).optional(), ...pageInput }),
    output: pageOf(TransferLine), access: 'oversee', kind: 'read',
  },
  'transfers.get': { input: z.object({ transferId: id }), output: Transfer, access: 'member', kind: 'read' },
  /** The newest transfers of one person; the caller's own where nobody is named. */
  'transfers.ofMember': { input: z.object({ memberId: id.optional() }), output: z.object({ items: z.array(TransferLine), can: z.object({ apply: z.boolean(), start: z.boolean() }), why }), access: 'member', kind: 'read' },
  /** Branches of the caller's tree by any part of the name or its pinyin initials; those beside the own one where nothing is typed. */
  'transfers.targets': { input: z.object({ text: optionalLine(40).optional() }), output: z.object({ items: z.array(z.object({ id, name: z.string(), above: z.string() })) }), access: 'member', kind: 'read' },

  /** The caller's own application; `memberId` is the caller. */
  'transfers.apply': { input: z.object({ memberId: id, ...wish, ...said }), output: Transfer, access: 'member', kind: 'write' },
  /** Begins the transfer of people of one branch to one place with the same letter data; whom a rule holds back is named with the rule. */
  'transfers.start': {
    input: z.object({ organisationId: id, memberIds: z.array(id).min(1).max(TRANSFER_PEOPLE), ...wish, ...said }),
    output: z.object({ items: z.array(z.object({ memberId: id, name: z.string(), transferId: id.nullable(), why: z.string().nullable() })), left: z.number() }),
    access: 'keepRoster', kind: 'write', audited: true,
  },
  /** Somebody from elsewhere is expected; the ID number is kept as its keyed hash and last four characters only. */
  'transfers.announce': {
    input: z.object({
      organisationId: id, name: line(40), standing, from: Elsewhere, idNumber: optionalLine(20).optional(),
      letterNumber: optionalLine(40).optional(), issuedOn: day.optional(), ...said,
    }),
    output: Transfer, access: 'keepRoster', kind: 'write', audited: true,
  },
  /** The old branch agrees to an application, or a superior on the way. */
  'transfers.agree': { input: z.object({ ...act, duesUntil: month.optional() }), output: Transfer, access: 'keepRoster', kind: 'write', audited: true },
  /** The new branch receives: only now the person's record moves, or is made. `receiptOn`: the receipt went back on that day. */
  'transfers.accept': { input: z.object({ ...act, receiptOn: day.optional() }), output: Transfer, access: 'keepRoster', kind: 'write', audited: true, secondFactor: true },
  /** Sends it back with a reason; somebody from elsewhere is not received. */
  'transfers.return': { input: z.object({ ...act, reason: line(200) }), output: Transfer, access: 'keepRoster', kind: 'write', audited: true },
  'transfers.resubmit': { input: z.object({ ...act, ...wish, ...said }), output: Transfer, access: 'member', kind: 'write' },
  'transfers.withdraw': { input: z.object({ ...act, reason: optionalLine(200).optional() }), output: Transfer, access: 'member', kind: 'write' },
  /** Notes the letter that the authority has sealed; again for a new one after it has run out. */
  'transfers.issue': { input: z.object({ ...act, letterNumber: line(40), issuedOn: day, validDays: z.number().int().min(1).max(3650).optional(), duesUntil: month.optional() }), output: Transfer, access: 'keepRoster', kind: 'write', audited: true, secondFactor: true },
  /** The receipt is back: whoever went elsewhere leaves the roster. Or it went back to where the person came from. */
  'transfers.receipt': { input: z.object({ ...act, receiptOn: day }), output: Transfer, access: 'keepRoster', kind: 'write', audited: true, secondFactor: true },
} satisfies Contract
