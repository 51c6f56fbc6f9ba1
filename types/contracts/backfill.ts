/** 来表回填: a sheet that comes from above is uploaded, filled from what is known, and what was sent is kept. */
import * as z from './zod'
import { id, instant, optionalLine, pageInput, pageOf, why, type Contract } from './shared'

/** Which people a sheet wants. */
export const fillKinds = ['full', 'probationary', 'prospect', 'activist', 'applicant'] as const
export type FillKind = (typeof fillKinds)[number]
const kind = z.enum(fillKinds)

/** An item that a column asks for; empty: the column is left as it is. */
const item = z.string().max(20)

/** Who is written into a sheet; what is left out narrows nothing. */
export const FillWho = z.object({
  kinds: z.array(kind).min(1).max(5), groupId: id.optional(), className: optionalLine(60).optional(),
  /** Only these of them. */
  personIds: z.array(id).max(1000).optional(),
})
export type FillWho = z.infer<typeof FillWho>

const columnChoices = z.array(z.object({ index: z.number().int().min(0).max(199), item })).max(200)
/** What is to be filled: which sheet of the file (the best where left out), which item in which column, and who. */
const plan = { runId: id, sheet: z.number().int().min(0).max(50).optional(), columns: columnChoices.optional(), who: FillWho.optional() }

export const FillDifference = z.object({ at: instant, added: z.number(), removed: z.number(), changed: z.number(), /** 比上次 9 月 28 日：+2 −1. */ text: z.string() })
export type FillDifference = z.infer<typeof FillDifference>

const state = z.enum(['draft', 'filled', 'gone'])

export const FillRunLine = z.object({
  id, organisationName: z.string(), fileName: z.string(), title: z.string(), at: instant, byName: z.string(), state,
  /** People in it; 0 while it is not filled. */
  people: z.number(), difference: FillDifference.nullable(),
})
export type FillRunLine = z.infer<typeof FillRunLine>

export const FillColumn = z.object({ index: z.number(), letter: z.string(), header: z.string(), /** The item that is chosen so far; empty: none. */ item: z.string(), /** The sheet computes it by itself. */ formula: z.boolean() })
export type FillColumn = z.infer<typeof FillColumn>

/** What became of ID numbers that were merged from a sheet of the secretary's own; names only. */
const NumbersMerged = z.object({ merged: z.number(), /** With a number in the sheet that is not theirs or not valid. */ wrong: z.array(z.string()), missing: z.array(z.string()), missingTotal: z.number() })

export const FillRun = FillRunLine.extend({
  organisationId: id,
  /** The sheets that have a header, and the one that is shown. */
  sheets: z.array(z.object({ index: z.number(), name: z.string() })), sheet: z.number().nullable(),
  columns: z.array(FillColumn),
  /** Every item that a column can be given, in the order of a choice. */
  items: z.array(z.object({ key: z.string(), text: z.string() })),
  who: FillWho, /** Single people can be picked: in a branch. */ canPick: z.boolean(),
  /** Rows in which something stands already: it is replaced. */
  usedRows: z.number(), macros: z.boolean(),
  /** Where the choices come from: the last filling of the same sheet. */
  remembered: z.object({ at: instant, fileName: z.string() }).nullable(),
  /** The blank sheet holds nobody and stays for the next time. */
  reusable: z.boolean(),
  groups: z.array(z.object({ id, name: z.string() })), classes: z.array(z.string()),
  made: z.object({ at: instant, /** Cells that were not known, by column. */ unknown: z.array(z.object({ header: z.string(), cells: z.number() })), numbers: NumbersMerged.nullable(), keptUntil: instant.nullable() }).nullable(),
  can: z.object({ fill: z.boolean(), again: z.boolean(), open: z.boolean(), remove: z.boolean() }), why,
})
export type FillRun = z.infer<typeof FillRun>

/** A person as a row of the sheet; telephones and addresses are masked. */
export const FillRow = z.object({ name: z.string(), cells: z.array(z.object({ header: z.string(), text: z.string(), known: z.boolean() })) })
export type FillRow = z.infer<typeof FillRow>

export const FillChange = z.object({ kind: z.enum(['added', 'removed', 'changed']), name: z.string(), changes: z.array(z.object({ header: z.string(), before: z.string(), after: z.string() })) })
export type FillChange = z.infer<typeof FillChange>

const FilledFile = z.object({ runId: id, fileName: z.string(), people: z.number(), link: z.string(), until: instant })

export const backfill = {
  /** Reads an uploaded sheet: its columns, whom it wants, and what was chosen for the same sheet last time. */
  'backfill.start': { input: z.object({ organisationId: id, uploadId: id, fileId: z.string().max(300), fileName: optionalLine(120).optional() }), output: z.object({ runId: id }), access: 'keepRoster', kind: 'write', runs: 'sheets', audited: true },
  'backfill.get': { input: z.object({ runId: id, sheet: plan.sheet }), output: FillRun, access: 'keepRoster', kind: 'read' },
  /** Newest first; `search` matches any part of the file's name and title. */
  'backfill.list': { input: z.object({ organisationId: id.optional(), search: optionalLine(40).optional(), ...pageInput }), output: pageOf(FillRunLine), access: 'keepRoster', kind: 'read' },
  /** People to choose among, ordered by branch and pinyin. */
  'backfill.people': { input: z.object({ runId: id, who: FillWho.optional(), search: optionalLine(40).optional(), ...pageInput }), output: pageOf(z.object({ id, name: z.string(), hint: z.string() })), access: 'keepRoster', kind: 'read' },
  /** The first rows as they would be, and how many people. Writes nothing. */
  'backfill.preview': { input: z.object(plan), output: z.object({ people: z.number(), rows: z.array(FillRow) }), access: 'keepRoster', kind: 'read' },
  /**
   * Fills the sheet; its columns' choices are remembered for the next of its kind. `numbers`: an uploaded sheet with ID
   * numbers, merged into this file and kept nowhere. `link` is good until `until`.
   */
  'backfill.fill': { input: z.object({ ...plan, numbers: z.object({ uploadId: id, fileId: z.string().max(300) }).optional() }), output: FilledFile, access: 'keepRoster', kind: 'write', runs: 'sheets', audited: true, secondFactor: true },
  /** A new link to a filled file that is still there. */
  'backfill.open': { input: z.object({ runId: id }), output: FilledFile, access: 'keepRoster', kind: 'write', audited: true, secondFactor: true },
  /** The same blank sheet once more, with the same choices and today's people. */
  'backfill.again': { input: z.object({ runId: id }), output: z.object({ runId: id }), access: 'keepRoster', kind: 'write', audited: true },
  /** Who was in what was sent, row by row. */
  'backfill.rows': { input: z.object({ runId: id, cursor: pageInput.cursor }), output: pageOf(FillRow), access: 'keepRoster', kind: 'read' },
  /** What differs from the last filling of the same sheet. */
  'backfill.differences': { input: z.object({ runId: id, cursor: pageInput.cursor }), output: pageOf(FillChange), access: 'keepRoster', kind: 'read' },
  /** Removes a run with its file and what was kept of its rows; that it was made stays in the audit log. */
  'backfill.remove': { input: z.object({ runId: id }), output: z.object({}), access: 'keepRoster', kind: 'write', audited: true },
} satisfies Contract
