/** 接龙 pasted from the group chat: read, resolved by the secretary, recorded for an activity or a notice. */
import * as z from './zod'
import { id, line, optionalLine, type Contract } from './shared'

export const ChainTarget = z.object({ kind: z.enum(['activity', 'notice']), id })
export const chainAnswers = ['yes', 'no'] as const

export const ChainLine = z.object({
  /** Index of the line in the pasted text, from 1. */
  n: z.number(), raw: z.string(), nickname: z.string(), note: z.string(), answer: z.enum(chainAnswers), guests: z.number(),
  /** matched: one person; duplicate: the person is already on an earlier line (`duplicateOf`); unresolved: choose among `candidates` or anybody. */
  state: z.enum(['matched', 'duplicate', 'unresolved']),
  memberId: id.nullable(), memberName: z.string().nullable(), duplicateOf: z.number().nullable(),
  candidates: z.array(z.object({ memberId: id, name: z.string() })),
})
export type ChainLine = z.infer<typeof ChainLine>

export const ChainReading = z.object({
  title: z.string(),
  lines: z.array(ChainLine),
  counts: z.object({ yes: z.number(), no: z.number(), missing: z.number(), unresolved: z.number() }),
  missing: z.array(z.object({ memberId: id, name: z.string() })),
})
export type ChainReading = z.infer<typeof ChainReading>

export const chains = {
  /** Reads a pasted chain; writes nothing. */
  'chains.read': { input: z.object({ target: ChainTarget, text: z.string().max(100_000) }), output: ChainReading, access: 'runBranch', kind: 'read' },
  /** Records the resolved chain; nicknames that were resolved by hand are remembered for the branch. Safe to repeat. */
  'chains.record': {
    input: z.object({
      target: ChainTarget,
      entries: z.array(z.object({ memberId: id, answer: z.enum(chainAnswers), note: optionalLine(100).default(''), guests: z.number().int().min(0).max(20).default(0) })).min(1).max(500),
      nicknames: z.array(z.object({ nickname: line(40), memberId: id })).max(500).default([]),
    }),
    output: z.object({ yes: z.number(), no: z.number(), going: z.number(), waiting: z.number(), missing: z.number() }), access: 'runBranch', kind: 'write', audited: true,
  },
} satisfies Contract
