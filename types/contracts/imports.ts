/** A branch's roster from its own spreadsheet: upload, dry run, commit with progress, undo. */
import * as z from './zod'
import { importStates, importWays, type ImportState, type ImportWay } from './codes'
import { id, instant, optionalLine, pageInput, pageOf, type Contract } from './shared'

/** What a column can be taken for: the keys of the items that an import reads. */
export const importItems = [
  'name', 'branch', 'idNumber', 'sex', 'ethnicity', 'birthday', 'education', 'standing', 'joinedOn', 'fullOn', 'job', 'phone', 'address', 'studentNumber', 'className', 'group', 'landline',
  'nativePlace', 'grade', 'major', 'appliedOn', 'activistOn', 'prospectOn', 'sponsors', 'mentors', 'remark', 'partyStatus', 'lost', 'floating',
] as const
export type ImportItem = (typeof importItems)[number]
const item = z.enum(importItems)
const outcome = z.enum(['new', 'changed', 'unchanged', 'refused', 'skipped'])
/** So many headers a branch's memory holds. */
export const HEADERS_KNOWN = 200

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
  counts: z.object({ new: z.number(), changed: z.number(), unchanged: z.number(), refused: z.number(), /** Left out by the way of importing. */ skipped: z.number() }),
  /** Rows written (or restored, while undoing) out of those that have to be. */
  done: z.number(), total: z.number(),
  /** Rows that the commit or undo had to leave alone, because somebody changed the same person meanwhile or joined another branch. */
  left: z.array(z.object({ row: z.number(), name: z.string(), why: z.string() })),
  /** Somebody stopped the commit; what was written can be undone. */
  stopped: z.boolean(),
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
  row: z.number(), name: z.string(), outcome,
  changes: z.array(z.object({ field: z.string(), before: z.string(), after: z.string() })),
})
export type ImportChange = z.infer<typeof ImportChange>

export const ImportColumns = z.object({
  sheetName: z.string(), headerRow: z.number(),
  /** From the left; `key` is what is remembered of a header, `samples` are its first values with long numbers masked. */
  columns: z.array(z.object({ key: z.string(), label: z.string(), item: item.nullable(), samples: z.array(z.string()), /** Chosen by hand before. */ chosen: z.boolean() })),
  choices: z.array(z.object({ item, label: z.string() })),
})
export type ImportColumns = z.infer<typeof ImportColumns>

/** What a header means in this branch's sheets; null: not to be read. */
const knownHeader = z.object({ key: z.string().min(1).max(80), item: item.nullable() })

export const imports = {
  /** The columns of a sheet and what each is taken for, also where no header is understood. Keeps nothing. */
  'imports.columns': { input: z.object({ organisationId: id, uploadId: id, fileId: z.string().max(300), fileName: optionalLine(120) }), output: ImportColumns, access: 'keepRoster', kind: 'write', runs: 'sheets', audited: true },
  /** Remembers for the branch what headers mean; used by every later import. */
  'imports.keepHeaders': { input: z.object({ organisationId: id, headers: z.array(knownHeader).max(HEADERS_KNOWN) }), output: z.object({ known: z.number() }), access: 'keepRoster', kind: 'write', audited: true },
  /** Forgets all that was chosen by hand. */
  'imports.forgetHeaders': { input: z.object({ organisationId: id }), output: z.object({ known: z.number() }), access: 'keepRoster', kind: 'write', audited: true },
  /** Parses the uploaded file once into encrypted staged rows and says what a commit would do. Writes no member. */
  'imports.preview': { input: z.object({ organisationId: id, uploadId: id, fileId: z.string().max(300), fileName: optionalLine(120), way: z.enum(Object.keys(importWays) as [ImportWay, ...ImportWay[]]).optional() }), output: ImportReport, access: 'keepRoster', kind: 'write', runs: 'sheets', audited: true },
  'imports.problems': { input: z.object({ importId: id, ...pageInput }), output: pageOf(ImportProblem), access: 'keepRoster', kind: 'read' },
  'imports.changes': { input: z.object({ importId: id, outcome: outcome.optional(), ...pageInput }), output: pageOf(ImportChange), access: 'keepRoster', kind: 'read' },
  /** Starts or goes on with the commit for as long as one call may take; `jobs` continues what is left. Safe to repeat. */
  'imports.commit': { input: z.object({ importId: id }), output: ImportStatus, access: 'keepRoster', kind: 'write', runs: 'sheets', audited: true },
  'imports.status': { input: z.object({ importId: id }), output: ImportStatus, access: 'keepRoster', kind: 'read' },
  'imports.undo': { input: z.object({ importId: id }), output: ImportStatus, access: 'keepRoster', kind: 'write', runs: 'sheets', audited: true },
  /** Gives a dry run up; a commit under way stops after the part that it is at. */
  'imports.cancel': { input: z.object({ importId: id }), output: ImportStatus, access: 'keepRoster', kind: 'write', audited: true },
  'imports.list': { input: z.object({ organisationId: id.optional(), ...pageInput }), output: pageOf(ImportStatus), access: 'keepRoster', kind: 'read' },
} satisfies Contract
