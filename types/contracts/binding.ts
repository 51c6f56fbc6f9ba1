/** How an account becomes a member: a single-use card, or the branch's code with name and last four ID characters. */
import * as z from './zod'
import { id, instant, line, type Contract } from './shared'

export const binding = {
  /** A single-use code for one person; a new one makes the former one invalid. `image` is a mini-program code as a data URL. */
  'binding.invite': {
    input: z.object({ memberId: id }),
    output: z.object({ code: z.string(), scene: z.string(), path: z.string(), expiresAt: instant, memberName: z.string(), organisationName: z.string(), image: z.string().nullable() }),
    access: 'keepRoster', kind: 'write', audited: true,
  },
  /** Who a card is for: asked before anything is bound. */
  'binding.peek': { input: z.object({ code: line(40) }), output: z.object({ memberName: z.string(), organisationName: z.string(), expiresAt: instant }), access: 'anyone', kind: 'read' },
  'binding.accept': { input: z.object({ code: line(40) }), output: z.object({ memberName: z.string(), organisationName: z.string(), waitsForConfirmation: z.boolean() }), access: 'anyone', kind: 'write' },
  /** 不是我: the card is void and the secretary learns that it went to the wrong person. */
  'binding.notMe': { input: z.object({ code: line(40) }), output: z.object({}), access: 'anyone', kind: 'write' },
  /** The branch's code for many at once; null while switched off. */
  'binding.branchCode': { input: z.object({ organisationId: id }), output: z.object({ code: z.string().nullable(), scene: z.string().nullable(), path: z.string().nullable(), expiresAt: instant.nullable(), image: z.string().nullable() }), access: 'keepRoster', kind: 'read' },
  'binding.setBranchCode': { input: z.object({ organisationId: id, on: z.boolean() }), output: z.object({ code: z.string().nullable(), expiresAt: instant.nullable() }), access: 'keepRoster', kind: 'write', audited: true },
  /** Every wrong guess gets the same answer, and guessing is slowed down per account and per branch code. */
  'binding.claim': { input: z.object({ branchCode: line(20), name: line(40), idTail: z.string().trim().toUpperCase().regex(/^\d{3}[\dX]$/) }), output: z.object({ memberName: z.string(), organisationName: z.string(), waitsForConfirmation: z.boolean() }), access: 'anyone', kind: 'write' },
  /** 退出: the caller's own account leaves; the person stays on the roster. */
  'binding.leave': { input: z.object({}), output: z.object({}), access: 'member', kind: 'write' },
  /** New phone, wrong binding: the secretary frees the person; posts lose their powers until bound and confirmed again. */
  'binding.release': { input: z.object({ memberId: id, reason: line(100) }), output: z.object({}), access: 'keepRoster', kind: 'write', audited: true },
} satisfies Contract
