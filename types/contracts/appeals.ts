/** 意见诉求: a member writes, the secretary answers and closes, the member says whether it is solved. */
import * as z from './zod'
import { appealStates, type AppealState } from './codes'
import { id, instant, optionalText, pageInput, pageOf, text, why, type Contract } from './shared'

const state = z.enum(Object.keys(appealStates) as [AppealState, ...AppealState[]])

export const AppealLine = z.object({ id, excerpt: z.string(), state, at: instant, changedAt: instant, authorName: z.string(), mine: z.boolean() })
export type AppealLine = z.infer<typeof AppealLine>

export const Appeal = z.object({
  id, text: z.string(), state, at: instant, authorName: z.string(), mine: z.boolean(),
  /** Signed links, good for ten minutes. */
  pictures: z.array(z.string()),
  history: z.array(z.object({ at: instant, byName: z.string(), act: z.enum(['wrote', 'answered', 'closed', 'solved', 'reopened']), text: z.string() })),
  can: z.object({ answer: z.boolean(), close: z.boolean(), confirm: z.boolean(), reopen: z.boolean() }),
  why,
})
export type Appeal = z.infer<typeof Appeal>

export const appeals = {
  'appeals.mine': { input: z.object({ ...pageInput }), output: pageOf(AppealLine), access: 'member', kind: 'read' },
  'appeals.ofBranch': { input: z.object({ open: z.boolean().optional(), ...pageInput }), output: pageOf(AppealLine), access: 'runBranch', kind: 'read' },
  'appeals.get': { input: z.object({ appealId: id }), output: Appeal, access: 'member', kind: 'read' },
  'appeals.write': {
    input: z.object({ text: text(2000), pictures: z.array(z.object({ uploadId: id, fileId: z.string().max(300) })).max(3).default([]) }),
    output: z.object({ appealId: id }), access: 'member', kind: 'write',
  },
  'appeals.answer': { input: z.object({ appealId: id, text: text(2000), close: z.boolean() }), output: Appeal, access: 'runBranch', kind: 'write', audited: true },
  'appeals.confirm': { input: z.object({ appealId: id, solved: z.boolean(), text: optionalText(500).default('') }), output: Appeal, access: 'member', kind: 'write' },
} satisfies Contract
