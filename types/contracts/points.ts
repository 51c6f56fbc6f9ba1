/** The points ledger: append-only, each line with its reason; a wrong line is reversed by another. Never ranked. */
import * as z from './zod'
import { id, instant, line, pageInput, pageOf, type Contract } from './shared'

export const PointsLine = z.object({ id, at: instant, delta: z.number(), reason: z.string(), reversed: z.boolean(), reverses: id.nullable(), can: z.object({ reverse: z.boolean() }) })
export type PointsLine = z.infer<typeof PointsLine>
const Ledger = pageOf(PointsLine).extend({ enabled: z.boolean(), total: z.number(), rule: z.string() })

export const points = {
  'points.mine': { input: z.object({ ...pageInput }), output: Ledger, access: 'member', kind: 'read' },
  'points.ofMember': { input: z.object({ memberId: id, ...pageInput }), output: Ledger.extend({ memberName: z.string() }), access: 'runBranch', kind: 'read' },
  'points.reverse': { input: z.object({ lineId: id, reason: line(100) }), output: z.object({ lineId: id }), access: 'runBranch', kind: 'write', audited: true },
} satisfies Contract
