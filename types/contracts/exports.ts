/** A roster leaves as the official .xlsx: made privately, linked for ten minutes, gone after a day, and recorded. */
import * as z from './zod'
import { standings, type Standing } from './codes'
import { id, instant, pageInput, pageOf, type Contract } from './shared'

const standing = z.enum(Object.keys(standings) as [Standing, ...Standing[]])

/** Who took a roster out, when, and of how many people; nothing of what stands in the file. */
export const ExportRecord = z.object({
  id, organisationName: z.string(), at: instant, byName: z.string(), people: z.number(), standing: standing.nullable(),
  fileName: z.string(), /** The file is still there; it goes after a day. */ kept: z.boolean(),
})
export type ExportRecord = z.infer<typeof ExportRecord>

export const rosterExports = {
  /**
   * Everybody on the roster of an organisation and of those below it, in the official columns; `extras` adds student number,
   * class and party group behind them. Telephones and addresses stand there in the clear. `link` is good until `until`.
   */
  'exports.roster': {
    input: z.object({ organisationId: id, filter: z.object({ standing: standing.optional() }).optional(), extras: z.boolean().optional() }),
    output: z.object({ exportId: id, fileName: z.string(), people: z.number(), link: z.string(), until: instant }),
    access: 'keepRoster', kind: 'write', runs: 'sheets', audited: true, secondFactor: true,
  },
  /** Newest first; with those made further up of which this organisation was a part. */
  'exports.list': { input: z.object({ organisationId: id.optional(), ...pageInput }), output: pageOf(ExportRecord), access: 'oversee', kind: 'read' },
} satisfies Contract
