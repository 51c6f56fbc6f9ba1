/** A branch's roster from its own spreadsheet: upload, dry run, commit with progress, undo. */
import * as z from './zod'
import { importStates, type ImportState } from './codes'
import { id, instant, optionalLine, pageInput, pageOf, type Contract } from './shared'

const state = z.enum(Object.keys(importStates) as [ImportState, ...ImportState[]])

export const ImportProblem = z.object({
  /** Row number as the spreadsheet program shows it, from 1; 0 for the whole sheet. */
  row: z.number(),
  /** Column letter and its header, such as `D 公民身份证号`. */
  column: z.string(),
  name: z.string(),
  found: z.string(), advice: z.string(),
  level: z.enum(['error', 'warning']),
})
export type ImportProblem = z.infer<typeof ImportProblem>

export const ImportStatus = z.object({
  id, organisationId: id, fileName: z.string(), state, at: instant,
  counts: z.object({ new: z.number(), changed: z.number(), unchanged: z.number(), refused: z.number() }),
  /** Rows written (or restored, while undoing) out of those that have to be. */
  done: z.number(), total: z.number(),
  /** Rows that the commit or undo had to leave alone, because somebody changed the same person meanwhile or joined another branch. */
  left: z.array(z.object({ row: z.number(), name: z.string(), why: z.string() })),
  can: z.object({ commit: z.boolean(), undo: z.boolean(), cancel: z.boolean() }),
})
export type ImportStatus = z.infer<typeof ImportStatus>

export const ImportReport = ImportStatus.extend({
  sheetName: z.string(), headerRow: z.number(),
  mapped: z.array(z.object({ column: z.string(), field: z.string() })),
  ignored: z.array(z.string()),
  problems: z.array(ImportProblem), problemsTotal: z.number(),
})
export type ImportReport = z.infer<typeof ImportReport>

/** What an import would do to one person, with what is there and what comes; ID numbers and phones are masked. */
export const ImportChange = z.object({
  row: z.number(), name: z.string(), outcome: z.enum(['new', 'changed', 'unchanged', 'refused']),
  changes: z.array(z.object({ field: z.string(), before: z.string(), after: z.string() })),
})
export type ImportChange = z.infer<typeof ImportChange>

export const imports = {
  /** Parses the uploaded file once into encrypted staged rows and says what a commit would do. Writes no member. */
  'imports.preview': { input: z.object({ organisationId: id, uploadId: id, fileId: z.string().max(300), fileName: optionalLine(120) }), output: ImportReport, access: 'keepRoster', kind: 'write', runs: 'sheets', audited: true },
  'imports.problems': { input: z.object({ importId: id, ...pageInput }), output: pageOf(ImportProblem), access: 'keepRoster', kind: 'read' },
  'imports.changes': { input: z.object({ importId: id, outcome: z.enum(['new', 'changed', 'unchanged', 'refused']).optional(), ...pageInput }), output: pageOf(ImportChange), access: 'keepRoster', kind: 'read' },
  /** Starts or goes on with the commit for as long as one call may take; `jobs` continues what is left. Safe to repeat. */
  'imports.commit': { input: z.object({ importId: id }), output: ImportStatus, access: 'keepRoster', kind: 'write', runs: 'sheets', audited: true },
  'imports.status': { input: z.object({ importId: id }), output: ImportStatus, access: 'keepRoster', kind: 'read' },
  'imports.undo': { input: z.object({ importId: id }), output: ImportStatus, access: 'keepRoster', kind: 'write', runs: 'sheets', audited: true },
  'imports.cancel': { input: z.object({ importId: id }), output: ImportStatus, access: 'keepRoster', kind: 'write', audited: true },
  'imports.list': { input: z.object({ organisationId: id.optional(), ...pageInput }), output: pageOf(ImportStatus), access: 'keepRoster', kind: 'read' },
} satisfies Contract
